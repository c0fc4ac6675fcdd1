// The page of a draft that is being prepared.

import { $, about, ask, listen } from "./shared.js";
import { filing, standing } from "./frame.js";
import { hold } from "./holding.js";
import { PrepareScreen } from "./prepare-screen.js";

const name = document.body.dataset.filing;

async function load() {
  const [{ read_only: readOnly }, known, where] = await Promise.all([about(), ask("/api/prepare", { name }), filing().catch(() => null)]);
  const { answers } = known;
  const kept = sessionStorage.getItem(`prepare:${answers.file}`), more = sessionStorage.getItem(`add:${answers.file}`);
  if (more) { answers.events.push(...JSON.parse(more)); sessionStorage.removeItem(`add:${answers.file}`); }
  const locked = (!readOnly && where?.undone) || null;
  const restored = kept && !locked && !more && restore(answers, JSON.parse(kept));
  const screen = new PrepareScreen($("#prepare"), { known, answers, byHand: known.by_hand, locked, readOnly, touched: Boolean(more || restored) });
  screen.hash = known.hash;
  if (readOnly) screen.setReading(true);
  else hold(name, (mine) => screen.held(mine));
  listen({ files: (news) => screen.changedElsewhere(news) }, () => screen.changedElsewhere({ [answers.file]: "?" }));
  await screen.begun;
  document.documentElement.dataset.ready = "yes";
}

// What this tab had not written yet goes on where it was; what the draft says otherwise by now is merged.
function restore(answers, kept) {
  if (!kept.base) return false;
  Object.assign(answers, kept);
  return true;
}

load().catch((error) => standing("error", error.message));
