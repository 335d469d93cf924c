// SPDX-License-Identifier: GPL-3.0-or-later

const shownMs = 3000;
const most = 5;

/** Shows events for three seconds each; one that two nodes report is shown once. */
export class Alerts {
  #container;
  #seen = new Set();

  constructor(container) {
    this.#container = container;
  }

  show({ at, level, text, node }) {
    const key = `${at} ${node} ${text}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const alert = document.createElement("div");
    alert.setAttribute("role", "alert");
    alert.className = level;
    alert.textContent = text;
    this.#container.append(alert);
    if (this.#container.childElementCount > most) this.#container.firstElementChild.remove();
    setTimeout(() => {
      alert.remove();
      this.#seen.delete(key);
    }, shownMs);
  }
}
