// SPDX-License-Identifier: GPL-3.0-or-later

const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * One tab stop for many alike, the checked one first; arrow keys go on from there without choosing: a choice is a
 * command to the cluster, made with Enter or Space.
 */
export class RovingFocus {
  #container;
  #selector;

  constructor(container, selector) {
    this.#container = container;
    this.#selector = selector;
    container.addEventListener("keydown", (event) => this.#step(event));
    container.addEventListener("focusin", ({ target }) => target.matches(selector) && this.#stopAt(target));
  }

  /** Call it when the members have changed. */
  update() {
    const all = this.#all;
    const focused = all.find((member) => member === document.activeElement);
    this.#stopAt(focused ?? all.find((member) => member.ariaChecked === "true") ?? all[0]);
  }

  get #all() {
    return [...this.#container.querySelectorAll(this.#selector)];
  }

  #stopAt(stop) {
    for (const member of this.#all) member.tabIndex = member === stop ? 0 : -1;
  }

  #step(event) {
    const all = this.#all;
    const here = all.indexOf(event.target);
    if (here < 0 || !(event.key in steps)) return;
    event.preventDefault();
    all.at((here + steps[event.key]) % all.length).focus();
  }
}
