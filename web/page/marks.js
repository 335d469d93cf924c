// SPDX-License-Identifier: GPL-3.0-or-later
import { bounces } from "./bounces.js";
import { drawn, rounded } from "./svg.js";

const shownMs = 2000;

/** Rings where the ball met the walls, read off the track; each fades away. */
export class Marks {
  #group;
  #seen = -Infinity; // bounces up to this tick are shown, or are too long ago

  constructor(group) {
    this.#group = group;
  }

  /** Shows what was met up to a tick; `segments` reach back a little from there. */
  show(segments, tick, box) {
    for (const bounce of bounces(segments, box)) {
      if (bounce.tick <= this.#seen || bounce.tick > tick) continue;
      this.#seen = bounce.tick;
      this.#add(bounce);
    }
  }

  /** Another flight begins: its ticks may be lower. */
  reset() {
    this.#seen = -Infinity;
  }

  #add({ x, y }) {
    const mark = drawn("circle", { class: "mark", cx: rounded(x), cy: rounded(y), r: 14 });
    this.#group.append(mark);
    setTimeout(() => mark.remove(), shownMs);
  }
}
