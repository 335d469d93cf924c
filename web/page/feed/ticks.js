// SPDX-License-Identifier: GPL-3.0-or-later

// After a greeting: the page has loaded then, or the crowd that came along has been greeted.
const firstWaitsMs = [150, 250, 500];
const restMs = 15_000;
// Each question costs a node a look at all its sockets: so much rest for each pair of viewers, and all questions of a crowd
// cost as much as those of a hundred.
const restPerPairMs = 1.5;
const longestRestMs = 86_400_000;
const freshMs = 250; // an answer that took longer, for the page slept meanwhile, says nothing

/** A crowd that came along must not ask in one breath. */
function spread(ms) {
  return ms * (0.5 + Math.random());
}

/**
 * Asks the node that feeds the page for the tick, a few times when it has just greeted and now and then later on. What a node
 * says unasked comes seldom, and just when the page has more to show: it is read late. Calls
 * `sample(tick, time, askedAt)` with each answer; times are of performance.now().
 */
export class TickQuestions {
  #send;
  #sample;
  #timer;
  #restMs = restMs;
  #open = []; // when the last that are not answered yet were asked

  constructor(send, sample) {
    this.#send = send;
    this.#sample = sample;
  }

  /** A node has greeted: questions to the one before are forgotten. */
  begin() {
    this.#open = [];
    this.#askSoon(0);
  }

  /** How many viewers the node has that feeds this page. */
  setCrowd(viewers) {
    this.#restMs = Math.min(Math.max(restMs, restPerPairMs * viewers ** 2), longestRestMs);
  }

  #askSoon(asked) {
    clearTimeout(this.#timer);
    const askNow = () => {
      this.ask(performance.now());
      this.#askSoon(asked + 1);
    };
    this.#timer = setTimeout(askNow, spread(firstWaitsMs[asked] ?? this.#restMs));
  }

  ask(time) {
    this.#open = [...this.#open.slice(-1), time]; // a node of an earlier version never answers
    this.#send({ type: "tick" });
  }

  take(message, time) {
    const asked = this.#open.splice(0);
    // Of several it is not known which one is answered.
    if (time - asked.at(-1) <= freshMs) this.#sample(message.now, time, asked.length === 1 ? asked[0] : -Infinity);
  }
}
