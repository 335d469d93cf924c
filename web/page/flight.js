// SPDX-License-Identifier: GPL-3.0-or-later
import { TickClock } from "./clock.js";
import { Track } from "./track.js";

/** The flight that this page shows: the track and the clock to fly it by, kept over any change of node. */
export class Flight {
  #clock = new TickClock();
  #track = new Track();
  #term = 0;

  setTickLength(tickMs) {
    if (!this.#clock.running) this.#clock.reset(tickMs);
  }

  /** Takes over a track message that came at `time` (performance.now()). */
  update(message, time) {
    if (message.term < this.#term) {
      // A node that has not heard yet of the new holder. But where our own flight has run out, all nodes may
      // have begun afresh: then any flight is better than none.
      if (this.#clock.at(time) < this.#track.end) return;
      this.#clock.reset();
      this.#track.clear();
    }
    this.#term = message.term;
    this.#track.merge(message);
    this.#clock.sample(message.now, time);
  }

  /** The tick at a time, or undefined before the first message. */
  tickAt(time) {
    return this.#clock.at(time);
  }

  /** Where the ball is at a tick. */
  positionAt(tick) {
    return this.#track.at(tick);
  }

  /** The segments of the track that lead from one tick to another. */
  segmentsBetween(from, to) {
    return this.#track.between(from, to);
  }
}
