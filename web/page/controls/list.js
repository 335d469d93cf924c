// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * Shows items as children of a container, one each, in order. An item's element stays the same as long as the item's
 * key is in the list, so it keeps the keyboard's focus. The container takes over the focus of one that is gone; give it
 * a tabindex.
 */
export class KeyedList {
  #container;
  #keyOf;
  #make;
  #parts = new Map(); // key → { element, update(item) }

  /**
   * `make(item)` returns { element, update }; update is called with every new item of that key, including the first.
   */
  constructor(container, keyOf, make) {
    this.#container = container;
    this.#keyOf = keyOf;
    this.#make = make;
  }

  show(items) {
    const focused = this.#container.contains(document.activeElement) ? document.activeElement : null;
    const parts = new Map(items.map((item) => [this.#keyOf(item), this.#updated(item)]));
    for (const [key, { element }] of this.#parts) if (!parts.has(key)) element.remove();
    [...parts.values()].forEach(({ element }, place) => this.#place(element, place));
    this.#parts = parts;
    if (focused && focused !== document.activeElement)
      (focused.isConnected ? focused : this.#container).focus({ preventScroll: true });
  }

  #updated(item) {
    const part = this.#parts.get(this.#keyOf(item)) ?? this.#make(item);
    part.update(item);
    return part;
  }

  // Moving an element takes its focus away, so those in place are not touched.
  #place(element, place) {
    const there = this.#container.children[place] ?? null;
    if (there !== element) this.#container.insertBefore(element, there);
  }
}
