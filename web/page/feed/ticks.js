// SPDX-License-Identifier: GPL-3.0-or-later

// After a greeting: by then the page has loaded, and so has the crowd that came with it.
const firstWaitsMs = [150, 250, 500];
const restMs = 15_000;
// Each question makes the node look at all its sockets. With this much rest per pair of viewers, all questions of a
// crowd cost as much as those of a hundred.
const restPerPairMs = 1.5;
const longestRestMs = 86_400_000;
const freshMs = 250; // an answer that took longer, because the page slept meanwhile, says nothing

/** A crowd that came together must not ask all at once. */
function spread(ms) {
  return ms * (0.5 + Math.random());
}

/**
 * Asks the node that feeds the page for the tick: a few times after its greeting, and then now and again. What a node
 * sends unasked comes rarely, and just when the page is busy, so it is read late. Calls `sample(tick, time, askedAt)`
 * with each answer; times are of performance.now().
 */
export class TickQuestions {
  #send;
  #sample;
  #timer;
  #restMs = restMs;
  #open = []; // when the last unanswered ones were asked

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

  /** Stops asking. */
  end() {
    clearTimeout(this.#timer);
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
    this.#open = [...this.#open.slice(-1), time]; // an older node never answers
    this.#send({ type: "tick" });
  }

  take(message, time) {
    const asked = this.#open.splice(0);
    // With several open it is not known which one is answered.
    if (time - asked.at(-1) <= freshMs) this.#sample(message.now, time, asked.length === 1 ? asked[0] : -Infinity);
  }
}
