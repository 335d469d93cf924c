// SPDX-License-Identifier: GPL-3.0-or-later
import { unit } from "../controls/dom.js";
import { layOutLinks, sizeOf } from "./links-layout.js";
import { strings } from "../window/strings.js";
import { drawn, rounded } from "../controls/svg.js";

/** The lines between the cards, with their round trips. They are drawn again when something about them has changed. */
export class LinkLines {
  #drawing = drawn("svg", { class: "links", "aria-hidden": "true" });
  #shown = "";

  constructor(ground) {
    ground.prepend(this.#drawing);
  }

  /**
   * `links` as nodes send them; `cards` are [{ element, look, holder, isGhost, id }], or none where there is no room for
   * lines. Ghosts have no links.
   */
  show(links, cards) {
    if (cards.length === 0) return this.#clear();
    const scale = unit();
    const looks = new Map(cards.filter(({ isGhost }) => !isGhost).map((card) => [card.id, card]));
    const origin = this.#drawing.getBoundingClientRect();
    const placeOf = ({ element }) => placeBeside(origin, element.getBoundingClientRect(), scale);
    const places = new Map([...looks].map(([id, card]) => [id, placeOf(card)]));
    const ghosts = cards.filter(({ isGhost }) => isGhost).map(placeOf);
    const told = links.map(({ a, b, round_trip_ms: ms }) => {
      return { a, b, text: strings.duration(ms), look: lookOf(looks.get(a), looks.get(b)) };
    });
    const lines = layOutLinks(told, places, ghosts);
    const state = JSON.stringify([scale, lines]);
    if (state === this.#shown) return;
    this.#shown = state;
    const parts = [...lines.map(drawnLine), ...lines.filter(({ place }) => place).flatMap(drawnText)];
    this.#drawing.replaceChildren(drawn("g", { transform: `scale(${scale})` }, ...parts));
  }

  #clear() {
    this.#shown = "";
    this.#drawing.replaceChildren();
  }
}

// In the drawing's own units, from its own corner: it may be wider than the list of the cards.
function placeBeside(origin, { x, y, width, height }, scale) {
  return { x: (x - origin.x) / scale, y: (y - origin.y) / scale, width: width / scale, height: height / scale };
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
  const { width, height } = sizeOf(text);
  const ground = { x: rounded(place.x - width / 2), y: rounded(place.y - height / 2), width: rounded(width), height };
  return [
    drawn("rect", { class: "figure-ground", ...ground }),
    drawn("text", { x: rounded(place.x), y: rounded(place.y + 4), "text-anchor": "middle" }, text),
  ];
}
