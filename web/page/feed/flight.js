// SPDX-License-Identifier: GPL-3.0-or-later
import { TickClock } from "./clock.js";
import { Track } from "./track.js";

const frameMs = 250; // a page that draws does so more often
const awakeMs = 200; // after a sleep it has by then heard what came meanwhile
const clearlyBehind = 3; // ticks
const maxTermLeap = 1_000_000; // as nodes have it: docs/lease.md, rule 10
const keptMs = 6000; // behind the newest message: more than any viewer is late, or shows of the past

/** The flight that this page shows: the track and the clock to fly it by, kept over any change of node. */
export class Flight {
  #clock = new TickClock();
  #track = new Track();
  #term = 0;
  #held = []; // messages that are old, or of a flight that stood still: which, is known once the page is awake
  #drawn = -Infinity; // when a tick was last asked for
  #drawnSince = -Infinity; // and since when without a pause

  setTickLength(tickMs) {
    if (this.#clock.running) return;
    this.#clock.reset(tickMs);
    this.#track.keep(keptMs / tickMs);
  }

  get tickMs() {
    return this.#clock.tickMs;
  }

  /** Takes over a track message that came at `time` (performance.now()). */
  update(message, time) {
    const tick = this.#clock.at(time) ?? -Infinity;
    const ranOut = tick >= this.#track.end;
    const isLower = message.term < this.#term;
    // From a node that has not heard of the new holder yet. But if our own flight has run out, all nodes may have begun
    // afresh: then any flight is better than none. The same if terms are so far apart that they have begun anew.
    if (isLower && !ranOut && this.#term - message.term <= maxTermLeap) return;
    // A track that ends before what was drawn belongs to another flight: clusters that flew apart became one.
    const isOther = isLower || message.end < Math.min(tick, this.#track.end);
    if (isOther) this.#track.clear();
    // Nobody flew for a while, and the flight goes on from where the ball stands. Or this page slept, and only now
    // hears what was sent long ago: then its clock is right, and something newer follows at once.
    const isBehind = ranOut && message.now < tick - clearlyBehind;
    if (isBehind && !isOther && !this.#isAwake(time) && message.end < tick) return void this.#held.push([message, time]);
    if (isOther || (isBehind && this.#isAwake(time))) this.#clock.reset();
    for (const [held] of this.#held.splice(0)) this.#track.merge(held);
    this.#term = message.term;
    this.#track.merge(message);
    this.#clock.sample(message.now, time);
  }

  /** The node that feeds the page says at `time`, having been asked at `askedAt`, that it is this tick now. */
  sampleTick(now, time, askedAt) {
    if (this.#held.length === 0) this.#clock.sample(now, time, askedAt);
  }

  /** The tick at the time of a frame, or undefined before the first message. */
  tickAt(time) {
    if (time - this.#drawn > frameMs) this.#drawnSince = time;
    this.#drawn = Math.max(this.#drawn, time);
    if (this.#held.length > 0 && this.#isAwake(time)) {
      const newest = this.#held.at(-1);
      this.#clock.reset();
      for (const [held] of this.#held.splice(0)) this.#track.merge(held);
      this.#clock.sample(newest[0].now, newest[1]);
    }
    return this.#clock.at(time);
  }

  /** The tick at a time when nothing is drawn, or undefined before the first message. */
  tickThen(time) {
    return this.#clock.at(time);
  }

  /** Whether the ball stands still at `time`, because nobody flew it further. Not before the first message. */
  hasRunOut(time) {
    return this.#clock.running && this.#clock.at(time) > this.#track.end;
  }

  /** The tick that is shown at a tick: where the track ends, the ball rests. */
  shownTick(tick) {
    return Math.min(tick, this.#track.end);
  }

  /** Where the ball is at a tick. */
  positionAt(tick) {
    return this.#track.at(tick);
  }

  /** The segments of the track that lead from one tick to another. */
  segmentsBetween(from, to) {
    return this.#track.between(from, to);
  }

  #isAwake(time) {
    return time - this.#drawn < frameMs && this.#drawn - this.#drawnSince > awakeMs;
  }
}
