// SPDX-License-Identifier: GPL-3.0-or-later
import { setText } from "../controls/dom.js";
import { strings } from "../window/strings.js";

/** Shows which node the page is connected to. */
export class ConnectionLine {
  #line;
  #name = "";

  constructor(line) {
    this.#line = line;
  }

  connected(name) {
    this.#name = name;
    this.setLost(false);
  }

  /** Shows that it is connected to none. */
  setLost(isLost) {
    setText(this.#line, isLost ? strings.looking : this.#name && strings.connectedTo(this.#name));
    this.#line.classList.toggle("lost", isLost);
  }
}
