// SPDX-License-Identifier: GPL-3.0-or-later

const colors = 8;

/** Gives each node a colour of its own, in the order in which nodes were first seen: the class that bears it. */
export class Palette {
  #given = new Map();

  classOf(id) {
    if (!this.#given.has(id)) this.#given.set(id, this.#given.size % colors);
    return `node-color-${this.#given.get(id)}`;
  }
}
