// SPDX-License-Identifier: GPL-3.0-or-later

const colors = 8;
const remembered = 256; // nodes: more than any minute tells of

/** Puts something into a map as its newest, and forgets the oldest of too many. */
function remember(map, key, value) {
  map.delete(key);
  map.set(key, value);
  if (map.size > remembered) map.delete(map.keys().next().value);
}

/**
 * Gives each node a colour of its own, in the order in which nodes were first seen: the class that bears it. A node that
 * comes back under the same name has the colour that it had.
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
