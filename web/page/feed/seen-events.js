// SPDX-License-Identifier: GPL-3.0-or-later

/** Which of the last events were shown before: of the last 400, or as many as are given. Nodes keep 200. */
export class SeenEvents {
  #keys = new Set();
  #most;

  constructor(most = 400) {
    this.#most = most;
  }

  /**
   * Whether an event is new. Nodes may renumber it, when parts of a cluster find each other again; its time, its node
   * and its text stay the same.
   */
  add({ at, node, text }) {
    const key = JSON.stringify([at, node, text]);
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > this.#most) this.#keys.delete(this.#keys.values().next().value);
    return true;
  }
}
