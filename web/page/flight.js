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
    const tick = this.#clock.at(time) ?? -Infinity;
    const ranOut = tick >= this.#track.end;
    const isLower = message.term < this.#term;
    // A node that has not heard yet of the new holder. But where our own flight has run out, all nodes may have
    // begun afresh: then any flight is better than none.
    if (isLower && !ranOut) return;
    // A track that ends before what was drawn is none of this flight: clusters that flew apart became one.
    const isOther = isLower || message.end < Math.min(tick, this.#track.end);
    if (isOther) this.#track.clear();
    // Where nobody flew for a while, the flight goes on from where the ball stands.
    if (isOther || (ranOut && message.now < tick)) this.#clock.reset();
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
}
