// SPDX-License-Identifier: GPL-3.0-or-later

const most = 400; // nodes keep 200 events

/** Which of the last few hundred events were shown before. */
export class SeenEvents {
  #keys = new Set();

  /**
   * Whether an event is new. Nodes may renumber it, when parts of a cluster find each other again; its time, its node
   * and its text stay the same.
   */
  add({ at, node, text }) {
    const key = JSON.stringify([at, node, text]);
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > most) this.#keys.delete(this.#keys.values().next().value);
    return true;
  }
}
