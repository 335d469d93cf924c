// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setNote } from "../controls/dom.js";
import { lockable } from "../controls/lock.js";

const mostMisses = 3; // as much as the eye takes in

/** While chaos is on, something breaks every few seconds. The cluster runs it: every page and window shows the same. */
export class ChaosSwitch {
  #button = lockable(find("chaos"), "fault");
  #isOn = false;
  #order;

  /** `order(on, button)` is called when somebody wants it on or off. */
  constructor(order) {
    this.#order = order;
    this.#button.addEventListener("click", () => this.toggle());
  }

  toggle() {
    this.#order(!this.#isOn, this.#button);
  }

  /** Takes a `chaos` message. */
  show({ on, summary, news, misses }) {
    this.#isOn = on;
    this.#button.ariaChecked = String(on);
    setNote(find("chaos-now"), news);
    setNote(find("chaos-misses"), misses.slice(-mostMisses).join("\n"));
    setNote(find("survived"), summary);
  }
}
