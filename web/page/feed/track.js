// SPDX-License-Identifier: GPL-3.0-or-later
import { placeOn } from "../scene/bounces.js";

/**
 * The flight as segments [tick, x, y, dx, dy] if straight, followed by ax and ay if curved: the gain of speed in each
 * tick. Each is valid to the next one's tick, the last to `end`.
 */
export class Track {
  #segments = [];
  #end = 0;
  #kept = 200;

  /** How many ticks behind the newest message to keep. */
  keep(ticks) {
    this.#kept = ticks;
  }

  get end() {
    return this.#end;
  }

  /** Takes over a track message: from its first segment's tick on it replaces what was known. */
  merge({ now, end, segments }) {
    if (segments.length > 0) {
      const from = segments[0][0];
      this.#segments = this.#segments.filter(([tick]) => tick < from).concat(segments);
    }
    this.#end = end;
    this.#forgetBefore(now - this.#kept);
  }

  /** Where the ball is at a tick, fractional ones included, or null if nothing is known. */
  at(tick) {
    if (this.#segments.length === 0) return null;
    const when = Math.max(this.#segments[0][0], Math.min(tick, this.#end));
    return placeOn(this.#segments.findLast(([first]) => first <= when), when);
  }

  /** The segments from one tick to another, as far as they are known. */
  between(from, to) {
    const first = this.#segments.findLastIndex(([tick]) => tick <= from);
    return this.#segments.slice(Math.max(0, first)).filter(([tick]) => tick <= to);
  }

  clear() {
    this.#segments = [];
    this.#end = 0;
  }

  #forgetBefore(tick) {
    const underWay = this.#segments.findLastIndex(([first]) => first <= tick);
    if (underWay > 0) this.#segments.splice(0, underWay);
  }
}
