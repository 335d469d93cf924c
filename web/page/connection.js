// SPDX-License-Identifier: GPL-3.0-or-later
import { setText } from "./dom.js";
import { strings } from "./strings.js";

const patienceMs = 2000;

/** Says to whom the page is connected; says that it is to nobody only after a while, for most losses mend at once. */
export class ConnectionLine {
  #line;
  #timer;

  constructor(line) {
    this.#line = line;
  }

  connected(name) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#show(strings.connectedTo(name), false);
  }

  lost() {
    this.#timer ??= setTimeout(() => this.#show(strings.looking, true), patienceMs);
  }

  #show(text, isLost) {
    setText(this.#line, text);
    this.#line.classList.toggle("lost", isLost);
    document.documentElement.classList.toggle("unheard", isLost); // what else is shown is of the past
  }
}
