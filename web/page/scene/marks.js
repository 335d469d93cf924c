// SPDX-License-Identifier: GPL-3.0-or-later
import { bounces } from "./bounces.js";
import { drawn, rounded } from "../controls/svg.js";

export const shownMs = 2000;

/** The bounces up to a tick and after `seen` that are still visible, each with `ageMs`. Pure. */
export function marksOf(segments, tick, tickMs, box, seen) {
  return bounces(segments, box)
    .filter((bounce) => bounce.tick > seen && bounce.tick <= tick)
    .map((bounce) => ({ ...bounce, ageMs: (tick - bounce.tick) * tickMs }))
    .filter(({ ageMs }) => ageMs < shownMs);
}

/** Rings where the ball met the walls, read off the track; each fades away. */
export class Marks {
  #group;
  #seen = -Infinity; // bounces up to this tick are shown

  constructor(group) {
    this.#group = group;
  }

  /** Shows the bounces up to a tick; `segments` reach back as far as marks are shown. */
  show(segments, tick, tickMs, box) {
    for (const mark of marksOf(segments, tick, tickMs, box, this.#seen)) {
      this.#seen = mark.tick;
      this.#add(mark);
    }
  }

  /** Another flight begins: its ticks may be lower. */
  reset() {
    this.#seen = -Infinity;
  }

  #add({ x, y, ageMs }) {
    const mark = drawn("circle", { class: "mark", cx: rounded(x), cy: rounded(y), r: 14 });
    mark.style.animationDelay = `${-Math.round(ageMs)}ms`; // it has begun to fade
    this.#group.append(mark);
    setTimeout(() => mark.remove(), shownMs - ageMs);
  }
}
