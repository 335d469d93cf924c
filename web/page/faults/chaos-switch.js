// SPDX-License-Identifier: GPL-3.0-or-later
import { find } from "../controls/dom.js";
import { hint } from "../controls/hint.js";
import { lockable } from "../controls/lock.js";
import { setSent } from "../controls/sent-text.js";
import { strings } from "../window/strings.js";

const mostMisses = 3; // as much as the eye takes in

/** While chaos is on, something breaks every few seconds. The cluster runs it: every page and window shows the same. */
export class ChaosSwitch {
  #button = lockable(find("chaos"), "fault");
  #isOn = false;
  #told = []; // how it went
  #order;

  /** `order(on, button)` is called when somebody wants it on or off. */
  constructor(order) {
    this.#order = order;
    this.#button.addEventListener("click", () => this.toggle());
    hint(this.#button, () => [strings.aboutChaos, ...this.#told]);
  }

  toggle() {
    this.#order(!this.#isOn, this.#button);
  }

  /** Takes a `chaos` message. */
  show({ on, summary, news, misses }) {
    this.#isOn = on;
    this.#button.ariaChecked = String(on);
    const missed = misses.slice(-mostMisses);
    this.#told = [summary, news, ...missed].map((text) => strings.sentence(text));
    setSent(find("survived"), summary);
    setSent(find("chaos-now"), news);
    setSent(find("chaos-misses"), ...missed);
    find("chaos-banner").hidden = !on;
  }
}
