// Keys that do something by themselves: not while one types, and not where they were turned off in Help.

const typing = (at) => at.closest?.("input, select, textarea, [contenteditable], dialog");
const on = () => { try { return localStorage.getItem("form4kit.keys") !== "off"; } catch { return true; } };

export function keys(acts) {
  document.addEventListener("keydown", (key) => {
    if (key.ctrlKey || key.altKey || key.metaKey || key.defaultPrevented || typing(key.target)) return;
    const act = acts[key.key.length === 1 ? key.key.toLowerCase() : key.key];
    if (!act || (key.key.length === 1 && !on())) return;
    if (key.key.length === 1) key.preventDefault();
    act(key);
  });
}
