// SPDX-License-Identifier: GPL-3.0-or-later

export const patienceMs = 2000; // most losses recover at once

/**
 * Whether the cluster is dead as this page sees it: no node answers, or none flies the ball. Time during which the page
 * is not shown does not count. Pure; instants in milliseconds of any clock.
 */
export class Outage {
  #unheardSince = null;
  #unflownSince = null;
  #shownSince = -Infinity;

  /** The page can be seen again: what it lost meanwhile may recover at once. */
  shown(now) {
    this.#shownSince = now;
  }

  /** No node feeds the page; the last one was heard at `since`. */
  lost(since) {
    this.#unheardSince ??= since;
  }

  heard() {
    this.#unheardSince = null;
  }

  /** Whether the ball flies; it stands still where the known flight has ended. */
  noteFlight(flies, now) {
    this.#unflownSince = flies ? null : (this.#unflownSince ?? now);
  }

  /**
   * { kind: "unheard" | "unflown", since }, or null while all is well or may recover at once. Ask a few times a second.
   */
  at(now) {
    const lasts = (since) => since !== null && now - Math.max(since, this.#shownSince) >= patienceMs;
    if (lasts(this.#unheardSince)) return { kind: "unheard", since: this.#unheardSince };
    if (this.#unheardSince === null && lasts(this.#unflownSince)) return { kind: "unflown", since: this.#unflownSince };
    return null;
  }
}
