// SPDX-License-Identifier: GPL-3.0-or-later
import { placeOn, speedOn } from "./bounces.js";
import { rounded } from "./svg.js";

const ticksBack = 20; // 600 ms
const step = 2; // ticks between two points of the outline
const widest = 0.9; // of the ball's radius, where it leaves the ball

/** Both ends of the band, and its outline as a path; null where there is none. */
export function trailOutline(segments, tick, radius) {
  const from = Math.max(tick - ticksBack, segments[0]?.[0] ?? tick);
  if (from >= tick) return null;
  const [left, right] = [[], []];
  for (const [segment, at] of samples(segments, from, tick)) {
    const { x, y } = placeOn(segment, at);
    const speed = speedOn(segment, at);
    const length = Math.hypot(speed.x, speed.y);
    if (length === 0) continue;
    const reach = (widest * radius * (at - from)) / (tick - from) / length;
    left.push(`${rounded(x - speed.y * reach)} ${rounded(y + speed.x * reach)}`);
    right.push(`${rounded(x + speed.y * reach)} ${rounded(y - speed.x * reach)}`);
  }
  if (left.length < 2) return null;
  const ends = [placeOn(segments[0], from), placeOn(segments.findLast(([start]) => start <= tick), tick)];
  return { tail: ends[0], head: ends[1], path: `M${[...left, ...right.reverse()].join("L")}Z` };
}

// Every other tick, and at each corner both the way in and the way out.
function* samples(segments, from, to) {
  for (const [i, segment] of segments.entries()) {
    const begin = Math.max(segment[0], from);
    const end = Math.min(segments[i + 1]?.[0] ?? to, to);
    if (begin > end) continue;
    for (let at = begin; at < end; at += step) yield [segment, at];
    yield [segment, end];
  }
}

/** Draws where the ball was in the last 600 ms, read off the track. */
export class Trail {
  #band;
  #paint;

  constructor(band, paint) {
    this.#band = band;
    this.#paint = paint;
  }

  show(segments, tick, radius) {
    const outline = trailOutline(segments, tick, radius);
    this.#band.setAttribute("d", outline?.path ?? "");
    if (!outline) return;
    const { tail, head } = outline;
    const ends = { x1: tail.x, y1: tail.y, x2: head.x, y2: head.y };
    for (const [name, value] of Object.entries(ends)) this.#paint.setAttribute(name, rounded(value));
  }

  clear() {
    if (this.#band.hasAttribute("d")) this.#band.removeAttribute("d");
  }
}
