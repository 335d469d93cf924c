// SPDX-License-Identifier: GPL-3.0-or-later
import { strings } from "../window/strings.js";

const needed = 3;
const withinMs = 1000;

/** Counts clicks: dangerous controls need three within a second. Pure; times in milliseconds. */
export class Presses {
  #times = [];
  #aim;

  /** A click at `now`, aimed at `aim`: returns how many are left. At zero the count begins anew. */
  press(now, aim) {
    if (aim !== this.#aim) this.#times = [];
    this.#aim = aim;
    this.#forget(now);
    this.#times.push(now);
    const left = needed - this.#times.length;
    if (left === 0) this.#times = [];
    return left;
  }

  /** How many clicks are left at `now`. */
  left(now) {
    this.#forget(now);
    return needed - this.#times.length;
  }

  #forget(now) {
    this.#times = this.#times.filter((time) => now - time <= withinMs);
  }
}

/**
 * Calls `run(aim)` at the third click within a second, by mouse or keyboard. `aimOf()` says which target it would hit
 * now, so that no click meant for one hits another. `label` shows how many are left, otherwise its usual text; `fill`
 * gets the share of clicks that are done.
 */
export function onThreePresses(button, label, aimOf, run, fill) {
  const presses = new Presses();
  const idle = label.textContent;
  let timer;
  const show = (left) => {
    label.textContent = left === needed ? idle : strings.clicksLeft(left);
    button.classList.toggle("armed", left < needed);
    fill((needed - left) / needed);
  };
  const fade = () => {
    const left = presses.left(performance.now());
    show(left);
    if (left < needed) timer = setTimeout(fade, withinMs / 10);
  };
  button.addEventListener("click", (event) => {
    const aim = aimOf();
    const left = presses.press(event.timeStamp, aim);
    clearTimeout(timer);
    if (left > 0) {
      show(left);
      timer = setTimeout(fade, withinMs / 10);
    } else {
      show(needed);
      run(aim);
    }
  });
  ignoreKeyRepeat(button);
}

/** A key that is held down is one press. */
export function ignoreKeyRepeat(button) {
  button.addEventListener("keydown", (event) => event.repeat && event.key === "Enter" && event.preventDefault());
}
