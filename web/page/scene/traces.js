// SPDX-License-Identifier: GPL-3.0-or-later
import { find } from "../controls/dom.js";
import { Marks, shownMs } from "./marks.js";
import { Trail } from "./trail.js";

const trailMs = 600;
const everyMs = 30; // the ball covers the trail's head, so the trail need not follow on each frame
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** What the ball leaves behind: its trail, and marks where it met the walls. */
export class Traces {
  #flight;
  #trail = new Trail(find("trail-band"), find("trail-paint"));
  #marks = new Marks(find("marks"));
  #box = { width: 800, height: 400, radius: 20 };
  #drawnAt = -Infinity;
  #tick = 0;

  constructor(flight) {
    this.#flight = flight;
  }

  setBox(box) {
    if (box) this.#box = box;
  }

  /** Call it after each frame. */
  draw(time, clockTick) {
    if (time - this.#drawnAt < everyMs) return;
    this.#drawnAt = time;
    const tick = this.#flight.shownTick(clockTick); // nothing flies on without the ball
    if (tick < this.#tick) this.#marks.reset();
    this.#tick = tick;
    const { tickMs } = this.#flight;
    if (still.matches || this.#flight.hasRunOut(time)) this.#trail.clear(); // what has stopped leaves no trail
    else this.#trail.show(this.#last(trailMs / tickMs), tick, trailMs / tickMs, this.#box.radius);
    this.#marks.show(this.#last(shownMs / tickMs), tick, tickMs, this.#box);
  }

  #last(ticks) {
    return this.#flight.segmentsBetween(this.#tick - ticks, this.#tick);
  }
}
