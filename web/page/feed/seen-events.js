// SPDX-License-Identifier: GPL-3.0-or-later

const most = 400; // nodes keep 200 events

/** Which events were told before, of the last few hundred. */
export class SeenEvents {
  #keys = new Set();

  /**
   * Whether an event is new. Nodes may number it anew, as parts of a cluster do that find each other again; when it was,
   * of which node it tells, and its text stay.
   */
  add({ at, node, text }) {
    const key = JSON.stringify([at, node, text]);
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > most) this.#keys.delete(this.#keys.values().next().value);
    return true;
  }
}
