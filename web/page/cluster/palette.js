// SPDX-License-Identifier: GPL-3.0-or-later

const hues = 8;
const patterns = 4;
const remembered = 256; // nodes: more than any minute tells of

/** The names of nodes by their ids, those of past ones too, and the colours that the cluster gives to names. */
export class Palette {
  #names = new Map(); // id → name, the newest last
  #colors = {}; // name → number

  /** Takes the `colors` of a `cluster` message: numbers by names. A node of an older version tells none. */
  setColors(colors) {
    this.#colors = { ...this.#colors, ...colors };
  }

  note(id, name) {
    this.#names.delete(id);
    this.#names.set(id, name);
    if (this.#names.size > remembered) this.#names.delete(this.#names.keys().next().value);
  }

  nameOf(id) {
    return this.#names.get(id);
  }

  /** The classes that bear a node's colour and pattern. */
  classOf(id) {
    const number = this.#colors[this.#names.get(id)] ?? 0;
    return `node-color-${number % hues} node-pattern-${Math.floor(number / hues) % patterns}`;
  }
}
