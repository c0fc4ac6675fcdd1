// The page of a draft that is being prepared.

import { $, about, ask, clockWords } from "./shared.js";
import { filing, standing } from "./frame.js";
import { hold } from "./holding.js";
import { PrepareScreen } from "./prepare-screen.js";

const name = document.body.dataset.filing;
const LATER = { reviewed: "was approved", built: "is built", signed: "is signed", tested: "was tested", sent: "was sent", filed: "is filed", recorded: "is on record" };

async function load() {
  const [{ read_only: readOnly }, known, where] = await Promise.all([about(), ask("/api/prepare", { name }), filing().catch(() => null)]);
  const { answers } = known;
  answers.base = known.base;
  const kept = sessionStorage.getItem(`prepare:${answers.file}`), more = sessionStorage.getItem(`add:${answers.file}`);
  if (more) { answers.events.push(...JSON.parse(more)); sessionStorage.removeItem(`add:${answers.file}`); }
  const since = where?.since ? ` at ${clockWords(where.since)}` : "";
  const did = LATER[where?.state];
  const locked = did && !readOnly ? `This filing ${did}${since}. A change takes ${where.state === "reviewed" ? "the approval" : "that"} back.` : null;
  if (kept && !locked && !more) restore(answers, JSON.parse(kept));
  const screen = new PrepareScreen($("#prepare"), { known, answers, byHand: known.by_hand, locked, readOnly });
  if (readOnly) screen.setReading(true);
  else hold(name, (mine) => { screen.elsewhere = !mine; screen.setReading(!mine || Boolean(screen.locked)); if (mine && screen.locked) screen.lock(); });
  await screen.begun;
  document.documentElement.dataset.ready = "yes";
}

// What this tab had not written yet goes on where it was, as long as the draft has the events that it was of.
function restore(answers, kept) {
  if (kept.events.filter((each) => each.at !== null).length === answers.events.length && kept.base === answers.base) Object.assign(answers, kept);
}

load().catch((error) => standing("error", error.message));
