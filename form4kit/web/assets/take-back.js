// The last thing that was done to a filing, taken back: by Ctrl+Z where no text is being typed, or by a button.

import { send } from "./shared.js";
import { refuse, say } from "./say.js";

// Take back the last plan of a filing; returns its sentence, or null where nothing could be taken back.
export async function takeBack(name, failed = () => {}) {
  try {
    const answers = { name };
    const plan = await send("/api/steps/undo/plan", { answers });
    if (plan.refusals.length) { refuse(plan.refusals[0].words); failed(plan.refusals[0].words); return null; }
    const done = await send("/api/steps/undo/do", { answers, hash: plan.hash });
    say(done.sentence);
    return done.sentence;
  } catch (error) {
    refuse(error.message);
    return null;
  }
}

export function onCtrlZ(name, done = () => {}) {
  document.addEventListener("keydown", async (event) => {
    const typing = event.composedPath()[0]?.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (typing || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    const said = await takeBack(name);
    if (said) done(said);
  });
}
