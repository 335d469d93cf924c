// SPDX-License-Identifier: GPL-3.0-or-later

const colors = 8;
const remembered = 256; // more nodes than any minute has

/** Puts something into a map as its newest, and forgets the oldest if there are too many. */
function remember(map, key, value) {
  map.delete(key);
  map.set(key, value);
  if (map.size > remembered) map.delete(map.keys().next().value);
}

/**
 * Gives each node a colour of its own, in the order in which nodes were first seen, as a class. A node that comes back
 * under the same name keeps its colour.
 */
export class Palette {
  #ofName = new Map();
  #names = new Map(); // id → name
  #given = 0; // colours, so far

  note(id, name) {
    remember(this.#names, id, name);
    remember(this.#ofName, name, this.#ofName.get(name) ?? this.#given++ % colors);
  }

  nameOf(id) {
    return this.#names.get(id);
  }

  classOf(id) {
    return `node-color-${this.#ofName.get(this.#names.get(id)) ?? 0}`;
  }
}
