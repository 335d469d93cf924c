// SPDX-License-Identifier: GPL-3.0-or-later

const key = "everbounce theme"; // as in early-theme.js
const system = "system";

/** The choice of colours: the system's, light or dark; kept in this browser. Takes a group of radio buttons. */
export class Theme {
  #choices;

  constructor(group) {
    this.#choices = [...group.querySelectorAll("input")];
    const kept = document.documentElement.dataset.theme ?? system;
    for (const choice of this.#choices) {
      choice.checked = choice.value === kept;
      choice.addEventListener("change", () => this.#choose(choice.value));
    }
  }

  next() {
    const at = this.#choices.findIndex(({ checked }) => checked);
    const choice = this.#choices[(at + 1) % this.#choices.length];
    choice.checked = true;
    this.#choose(choice.value);
  }

  #choose(value) {
    if (value === system) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
    try {
      if (value === system) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // It holds for this page only.
    }
  }
}
