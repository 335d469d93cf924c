// SPDX-License-Identifier: GPL-3.0-or-later

const colors = 8;

/**
 * Gives each node a colour of its own, in the order in which nodes were first seen: the class that bears it. A node that
 * comes back under the same name has the colour that it had.
 */
export class Palette {
  #ofName = new Map();
  #names = new Map(); // id → name

  note(id, name) {
    this.#names.set(id, name);
    if (!this.#ofName.has(name)) this.#ofName.set(name, this.#ofName.size % colors);
  }

  nameOf(id) {
    return this.#names.get(id);
  }

  classOf(id) {
    return `node-color-${this.#ofName.get(this.#names.get(id)) ?? 0}`;
  }
}
