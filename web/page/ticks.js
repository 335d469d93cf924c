// SPDX-License-Identifier: GPL-3.0-or-later

const askedAfterMs = [150, 400, 900]; // the page has loaded then, or the crowd that came along has been greeted
const freshMs = 250; // an answer that took longer, for the page slept meanwhile, says nothing

/**
 * Asks a node that has just greeted for the tick a few times. What comes with the greeting is often read late, as the page is
 * busy then, and the next track message is seconds away. Calls `sample(tick, time, askedAt)` with each answer; times are
 * of performance.now().
 */
export class TickQuestions {
  #send;
  #sample;
  #timers = [];
  #open = []; // when what is not answered yet was asked

  constructor(send, sample) {
    this.#send = send;
    this.#sample = sample;
  }

  /** A node has greeted: questions to the one before are forgotten. */
  begin() {
    this.#timers.forEach(clearTimeout);
    this.#open = [];
    this.#timers = askedAfterMs.map((ms) => setTimeout(() => this.ask(performance.now()), ms));
  }

  ask(time) {
    this.#open.push(time);
    this.#send({ type: "tick" });
  }

  take(message, time) {
    const asked = this.#open.splice(0);
    // Of several it is not known which one is answered.
    if (time - asked.at(-1) <= freshMs) this.#sample(message.now, time, asked.length === 1 ? asked[0] : -Infinity);
  }
}
