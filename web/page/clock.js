// SPDX-License-Identifier: GPL-3.0-or-later

const keptSamples = 8;
const maxSlew = 0.05; // of the time that passes
const lostTicks = 100; // three seconds behind: this machine slept
const lateTicks = 3; // a message that is so late says nothing of the time
const patienceMs = 5000; // unless there is no other for so long

/**
 * Which tick it is, by a local clock in milliseconds (performance.now()) and what nodes say now and then.
 * A message can only come late, so of the last samples the one furthest ahead is the truest. Corrections
 * are spread over time: the tick never jumps and never goes back.
 */
export class TickClock {
  #tickMs;
  #offsets = [];
  #offset = null; // tick = time / tickMs + offset
  #last = 0; // when #offset was last corrected
  #heard = 0; // when a sample was last believed

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

  /** A node said at `time` that it is `tick` (fractional). */
  sample(tick, time) {
    const offset = tick - time / this.#tickMs;
    if (this.running && offset - this.#offset > lostTicks) this.reset();
    if (this.running && this.#offset - offset > lateTicks && time - this.#heard < patienceMs) return;
    this.#heard = time;
    this.#offsets = [...this.#offsets.slice(1 - keptSamples), offset];
    if (this.running) return;
    this.#offset = offset;
    this.#last = time;
  }

  /**
   * The same, of a sample that was asked for. It came late, too, and counts only where it is truer than those there are:
   * many that are asked for in a busy moment must not push out the few of quiet ones.
   */
  improve(tick, time) {
    if (!this.running || tick - time / this.#tickMs > Math.max(...this.#offsets)) this.sample(tick, time);
  }

  /** The tick at `time`, fractional; times must not go back. Undefined before the first sample. */
  at(time) {
    if (!this.running) return undefined;
    const most = (maxSlew * Math.max(0, time - this.#last)) / this.#tickMs;
    const missing = Math.max(...this.#offsets) - this.#offset;
    this.#offset += Math.max(-most, Math.min(most, missing));
    this.#last = Math.max(this.#last, time);
    return time / this.#tickMs + this.#offset;
  }

  /** Forgets everything: another flight begins. */
  reset(tickMs = this.#tickMs) {
    this.#tickMs = tickMs;
    this.#offsets = [];
    this.#offset = null;
  }
}
