// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * The cluster's time of day, milliseconds since 1970, by the node that feeds this page: the clock of this machine may be
 * off. It goes on by performance.now(), which nobody sets.
 */
export class ClusterTime {
  #ahead = performance.timeOrigin; // of performance.now()

  /** A node said at `time` (performance.now()) that it is `at`. */
  sample(at, time) {
    if (Number.isFinite(at)) this.#ahead = at - time;
  }

  at(time) {
    return time + this.#ahead;
  }

  get now() {
    return this.at(performance.now());
  }
}
