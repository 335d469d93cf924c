// SPDX-License-Identifier: GPL-3.0-or-later

const key = "everbounce theme"; // as in early-theme.js
const system = "system";

/** The choice of colours: the system's, light or dark; kept in this browser. Takes a group of radio buttons. */
export class Theme {
  #choices;
  #bars; // of an installed page or a phone's browser, which know the system's choice alone: [meta, its own colour]

  constructor(group) {
    this.#bars = [...document.querySelectorAll("meta[name=theme-color]")].map((meta) => [meta, meta.content]);
    this.#choices = [...group.querySelectorAll("input")];
    const kept = document.documentElement.dataset.theme ?? system;
    for (const choice of this.#choices) {
      choice.checked = choice.value === kept;
      choice.addEventListener("change", () => this.#choose(choice.value));
    }
    this.#colorBars();
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
    this.#colorBars();
    try {
      if (value === system) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // It holds for this page only.
    }
  }

  #colorBars() {
    const chosen = document.documentElement.dataset.theme && getComputedStyle(document.body).backgroundColor;
    for (const [meta, own] of this.#bars) meta.content = chosen || own;
  }
}
