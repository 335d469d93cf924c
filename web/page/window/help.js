// SPDX-License-Identifier: GPL-3.0-or-later
import { element, find, setText } from "../controls/dom.js";
import { strings } from "./strings.js";

/** The list of keys, and what this program is. */
export class Help {
  #dialog = find("help");

  constructor() {
    find("key-list").append(
      ...strings.keyList.map(([key, what]) =>
        element("div", "", element("dt", "", element("kbd", "", key)), element("dd", "", what)),
      ),
    );
    find("word-list").append(
      ...Object.entries(strings.words).map(([word, meaning]) => element("div", "", element("dt", "", strings.wordNames[word]), element("dd", "", meaning))),
    );
    find("show-help").addEventListener("click", () => this.open());
    find("close-help").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.#dialog.close()); // beside it
  }

  open() {
    this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  setVersion(version) {
    setText(find("version"), strings.version(version));
  }
}
