// SPDX-License-Identifier: GPL-3.0-or-later

const keptMs = 60_000;
const drift = 20e-6; // by which this machine's clock may be faster than the others': an old sample counts that much less
const mostSamples = 64; // each less true than the one before
const maxSlew = 0.05; // of the time that passes
const youngMs = 3000; // the first messages find a page busy with loading, and are read late
const youngMaxSlew = 0.5; // for as long
const lostTicks = 100; // three seconds behind: this machine slept
const lateTicks = 3; // a message this late says nothing about the time
const patienceMs = 5000; // unless there is no other for this long

/**
 * The current tick, from a local clock in milliseconds (performance.now()) and what nodes say now and then. A message
 * can only come late, so of the last minute the sample furthest ahead is the best, and samples of a busy moment,
 * however many, do not displace those of a quiet one. But an answer is never older than its question, and so refutes
 * samples that are too far ahead. Corrections are spread over time: the tick never jumps and never goes back.
 */
export class TickClock {
  #tickMs;
  // { time, atZero }, the tick at 0 by a clock that drifts: the best first, then those that will be the best when all
  // before are too old.
  #samples = [];
  #offset = null; // tick = time / tickMs + offset
  #last = 0; // when #offset was last corrected
  #begun = 0; // when the first sample came

  constructor(tickMs = 30) {
    this.#tickMs = tickMs;
  }

  /** The length of a tick, in milliseconds. */
  get tickMs() {
    return this.#tickMs;
  }

  get running() {
    return this.#offset !== null;
  }

  /** A node said at `time` that it is `tick` (fractional); if that is an answer, it was asked at `askedAt`. */
  sample(tick, time, askedAt = -Infinity) {
    const offset = tick - time / this.#tickMs;
    if (this.running && offset - this.#offset > lostTicks) this.reset();
    const most = tick - askedAt / this.#tickMs;
    const isLate = this.running && this.#offset - offset > lateTicks && this.#offset < most;
    if (isLate && time - this.#samples.at(-1).time < patienceMs) return;
    const atZero = offset + (drift * time) / this.#tickMs;
    const isTruer = (sample) => sample.atZero > atZero && time - sample.time < keptMs && this.#offsetOf(sample, time) <= most;
    this.#samples = [...this.#samples.filter(isTruer).slice(0, mostSamples - 1), { time, atZero }];
    if (this.running) return;
    this.#offset = offset;
    this.#last = this.#begun = time;
  }

  /** The tick at `time`, fractional; times must not go back. Undefined before the first sample. */
  at(time) {
    if (!this.running) return undefined;
    const slew = time - this.#begun < youngMs ? youngMaxSlew : maxSlew;
    const most = (slew * Math.max(0, time - this.#last)) / this.#tickMs;
    const missing = this.#offsetOf(this.#samples[0], time) - this.#offset;
    this.#offset += Math.max(-most, Math.min(most, missing));
    this.#last = Math.max(this.#last, time);
    return time / this.#tickMs + this.#offset;
  }

  #offsetOf({ atZero }, time) {
    return atZero - (drift * time) / this.#tickMs;
  }

  /** Forgets everything: another flight begins. */
  reset(tickMs = this.#tickMs) {
    this.#tickMs = tickMs;
    this.#samples = [];
    this.#offset = null;
  }
}
