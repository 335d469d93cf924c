// SPDX-License-Identifier: GPL-3.0-or-later

const togetherMs = 1500;
const kinds = new Set(["fault", "joined", "left", "silent", "heard", "lease", "engine-lost", "restored"]);

/**
 * Which events tell of one incident: a fault and all that follows from it, or nodes that come, without a pause. Pure; times in
 * milliseconds. The window's Incidents.cpp does the same (tests/vectors/incidents.json).
 */
export class Incidents {
  #number = 0;
  #last = -Infinity;

  /** The number of an event's incident, from 1; 0 for what stands for itself. */
  of({ kind }, now) {
    if (!kinds.has(kind)) return 0;
    if (now - this.#last > togetherMs) ++this.#number;
    this.#last = now;
    return this.#number;
  }
}
