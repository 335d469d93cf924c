// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setNote } from "../controls/dom.js";
import { drawn } from "../controls/svg.js";
import { sideBall } from "./side-balls.js";
import { strings } from "../window/strings.js";

/** Says at the upper edge of the scene that there are several sides, beside the faint ball that stands for the others. */
export class SidesSign {
  #sign = find("sides");

  constructor() {
    this.#sign.prepend(drawn("svg", { class: "side-legend", viewBox: "-26 -26 52 52", "aria-hidden": "true" }, sideBall()));
  }

  /** Takes what Sides says. */
  show(view) {
    const [what, more = ""] = strings.sides(view);
    this.#sign.hidden = !what;
    if (!what) return;
    this.#sign.classList.toggle("healed", view.healed);
    setNote(find("sides-what"), what);
    setNote(find("sides-more"), more);
  }
}
