// What is said to who does not see the page: one polite region, one for refusals, a message in two seconds each.

const PAUSE = 2000;

function region(id) {
  let waiting = "", last = 0, timer = null;
  const out = () => {
    timer = null;
    last = performance.now();
    const place = document.getElementById(id);
    if (place) { place.textContent = ""; place.textContent = waiting; }
  };
  return (words) => {
    waiting = words;
    if (timer) return; // the newest is said when the pause is over
    const rest = PAUSE - (performance.now() - last);
    if (rest <= 0 || !last) out(); else timer = setTimeout(out, rest);
  };
}

export const say = region("said");
export const refuse = region("refused");
