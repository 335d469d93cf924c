// SPDX-License-Identifier: GPL-3.0-or-later
import { unit } from "./dom.js";
import { layOutLinks } from "./links-layout.js";
import { strings } from "./strings.js";
import { drawn, rounded } from "./svg.js";

/** The lines between the cards, with their round trips. They are drawn anew when something of them has changed. */
export class LinkLines {
  #drawing = drawn("svg", { class: "links", "aria-hidden": "true" });
  #shown = "";

  constructor(ground) {
    ground.prepend(this.#drawing);
  }

  /** `links` as nodes tell them; `cards` are [{ element, look, holder, id }]. */
  show(links, cards) {
    const looks = new Map(cards.map((card) => [card.id, card]));
    const scale = unit();
    const places = new Map(cards.map(({ id, element }) => [id, placeOf(element, scale)]));
    const told = links.map(({ a, b, round_trip_ms: ms }) => {
      return { a, b, text: strings.duration(ms), look: lookOf(looks.get(a), looks.get(b)) };
    });
    const lines = layOutLinks(told, places);
    const state = JSON.stringify([scale, lines]);
    if (state === this.#shown) return;
    this.#shown = state;
    const parts = [...lines.map(drawnLine), ...lines.filter(({ place }) => place).map(drawnText)];
    this.#drawing.replaceChildren(drawn("g", { transform: `scale(${scale})` }, ...parts));
  }

  clear() {
    this.#shown = "";
    this.#drawing.replaceChildren();
  }
}

function placeOf({ offsetLeft, offsetTop, offsetWidth, offsetHeight }, scale) {
  return { x: offsetLeft / scale, y: offsetTop / scale, width: offsetWidth / scale, height: offsetHeight / scale };
}

function lookOf(...ends) {
  for (const look of ["isolated", "lossy"]) if (ends.some((card) => card?.look === look)) return look;
  if (ends.some((card) => card?.look !== "alive")) return "faint";
  return ends.some((card) => card?.holder) ? "of-holder" : "";
}

function drawnLine({ from, past, to, look }) {
  const point = ({ x, y }) => `${rounded(x)} ${rounded(y)}`;
  return drawn("path", { class: `link ${look}`, d: `M${point(from)}Q${point(past)} ${point(to)}` });
}

function drawnText({ place, text }) {
  return drawn("text", { x: rounded(place.x), y: rounded(place.y + 4), "text-anchor": "middle" }, text);
}
