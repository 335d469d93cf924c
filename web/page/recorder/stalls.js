// SPDX-License-Identifier: GPL-3.0-or-later

const visible = 0.25; // box units: a shorter way cannot be seen
const atRest = 0.01; // box units from one frame to the next
const keptIntervals = 31;
const awayMs = 2000; // a viewer that draws nothing at all for this long is not being watched: the machine slept, or the browser had stopped the page

/**
 * Measures how long a viewer draws no movement though the flight moves. The display's own interval is no stall: it is
 * subtracted from each time without movement. Pure; times in milliseconds.
 */
export class StallMeter {
  #intervals = []; // of the last frames
  #last = null; // { time, tick } of the last frame
  #moved = null; // and of the last frame that showed movement

  /**
   * A frame was drawn: whether the ball moved on it, and `flown(from, to)`, the flight's own way. Returns the stall so
   * far.
   */
  frame(time, tick, hasMoved, flown) {
    const now = { time, tick };
    const [last, moved] = [this.#last, this.#moved];
    this.#last = now;
    if (!last || time - last.time >= awayMs) return this.#restart(now);
    this.#note(time - last.time);
    if (!hasMoved && flown(last.tick, tick) < atRest) return this.#restart(now); // the flight itself stands still
    const stall = flown(moved.tick, tick) > visible ? this.#beyondUsual(time - moved.time) : 0;
    if (hasMoved) this.#moved = now;
    return stall;
  }

  /** Frames are not drawn from now on, because the page cannot be seen: no stall either. */
  pause() {
    this.#last = null;
  }

  #restart(now) {
    this.#moved = now;
    return 0;
  }

  #note(interval) {
    this.#intervals.push(interval);
    if (this.#intervals.length > keptIntervals) this.#intervals.shift();
  }

  // On any display frames come a little early or late.
  #beyondUsual(gap) {
    const usual = [...this.#intervals].sort((a, b) => a - b)[this.#intervals.length >> 1];
    const beyond = gap - usual;
    return beyond > usual / 2 ? beyond : 0;
  }
}
