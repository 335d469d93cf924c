// SPDX-License-Identifier: GPL-3.0-or-later
import { instantOf } from "./event-time.js";

/**
 * Two times, in milliseconds. The page's own goes on by performance.now(), which nobody can set; everything drawn or
 * counted is placed by it. The wall clock of the node that feeds this page is for what that node says in its terms:
 * when nodes began.
 */
export class ClusterTime {
  #ahead = 0; // the node's wall clock, minus this page's time

  /** A node said at `time` (performance.now()) that it is `at`. */
  sample(at, time) {
    if (Number.isFinite(at)) this.#ahead = at - this.at(time);
  }

  /** This page's time at a time by performance.now(). */
  at(time) {
    return performance.timeOrigin + time;
  }

  get now() {
    return this.at(performance.now());
  }

  /** Milliseconds since 1970, by the node's wall clock. */
  get wall() {
    return this.now + this.#ahead;
  }

  /** When an event happened, in this page's time. `flight` knows the ticks. */
  of(event, flight) {
    const { now, wall } = this;
    return instantOf(event, { now, wall, tick: flight.tickThen(performance.now()), tickMs: flight.tickMs });
  }
}
