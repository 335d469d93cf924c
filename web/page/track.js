// SPDX-License-Identifier: GPL-3.0-or-later

const keptTicks = 200; // behind the newest message: more than any viewer is late

/** The flight as straight segments [tick, x, y, dx, dy], each valid to the next one's tick, the last to `end`. */
export class Track {
  #segments = [];
  #end = 0;

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
    this.#forgetBefore(now - keptTicks);
  }

  /** Where the ball is at a tick, fractional ones included, or null where nothing is known. */
  at(tick) {
    if (this.#segments.length === 0) return null;
    const when = Math.max(this.#segments[0][0], Math.min(tick, this.#end));
    const [start, x, y, dx, dy] = this.#segments.findLast(([first]) => first <= when);
    return { x: x + dx * (when - start), y: y + dy * (when - start) };
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
