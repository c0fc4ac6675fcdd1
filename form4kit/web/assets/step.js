// A step as a page does it: its plan at each change, its button with what was shown. An older answer is never drawn.

import { send, Refused } from "./shared.js";
import { refuse } from "./say.js";

const PAUSE = 60;

export class Step {
  // `shown(plan)` draws a plan, `failed(error, plan)` what stood in the way, where a plan came with it.
  constructor(step, { shown = () => {}, failed = () => {}, pause = PAUSE } = {}) {
    Object.assign(this, { step, shown, failed, pause, plan: null, answers: {}, number: 0, drawn: 0 });
    this.timer = null;
  }

  // Take new answers; the plan is asked for when no other change comes for a moment.
  change(answers) {
    this.answers = answers;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.pause);
  }

  // Ask for the plan of the answers as they stand; returns it, or null where it failed or is not the newest.
  async ask() {
    clearTimeout(this.timer);
    const number = ++this.number;
    try {
      const plan = await send(`/api/steps/${this.step}/plan`, { answers: this.answers });
      return this.draw(plan, number) ? plan : null;
    } catch (error) {
      if (number > this.drawn) this.fail(error);
      return null;
    }
  }

  draw(plan, number) {
    if (number < this.drawn) return false;
    this.drawn = number;
    this.plan = plan;
    this.shown(plan);
    return true;
  }

  // Send the answers as they now stand with the hash of the plan on the screen. Returns what was done, or null.
  async carryOut() {
    clearTimeout(this.timer);
    const number = ++this.number;
    try {
      const done = await send(`/api/steps/${this.step}/do`, { answers: this.answers, hash: this.plan?.hash ?? "" });
      this.drawn = Math.max(this.drawn, number); // a plan that was on its way is older than what was done
      return done;
    } catch (error) {
      this.fail(error, number);
      return null;
    }
  }

  fail(error, number = this.number) {
    this.error = error;
    if (!(error instanceof Refused) && !(error instanceof TypeError)) throw error;
    const plan = error.answer?.plan ?? null;
    if (plan) this.draw(plan, number);
    this.failed(error, plan);
    refuse(error.message);
  }
}
