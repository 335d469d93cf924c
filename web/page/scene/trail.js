// SPDX-License-Identifier: GPL-3.0-or-later
import { placeOn, speedOn } from "./bounces.js";
import { rounded } from "../controls/svg.js";

const points = 10; // of the outline, along either side
const turnSteps = 5; // from one direction to the next, at a corner
const widest = 0.9; // of the ball's radius, where it leaves the ball

/** Both ends of the band that reaches this many ticks back, and its outline as a path; null if there is none. */
export function trailOutline(segments, tick, ticksBack, radius) {
  const from = Math.max(tick - ticksBack, segments[0]?.[0] ?? tick);
  if (from >= tick) return null;
  const [left, right] = [[], []];
  for (const { x, y, at, angle } of pointsAlong(segments, from, tick, ticksBack / points)) {
    const reach = (widest * radius * (at - from)) / (tick - from);
    const aside = { x: -Math.sin(angle) * reach, y: Math.cos(angle) * reach };
    left.push(`${rounded(x + aside.x)} ${rounded(y + aside.y)}`);
    right.push(`${rounded(x - aside.x)} ${rounded(y - aside.y)}`);
  }
  if (left.length < 2) return null;
  const ends = [placeOn(segments[0], from), placeOn(segments.findLast(([start]) => start <= tick), tick)];
  return { tail: ends[0], head: ends[1], path: `M${[...left, ...right.reverse()].join("L")}Z` };
}

/** Points of the way with their directions; several at a corner, so that the band goes round it. */
function* pointsAlong(segments, from, to, step) {
  let last = null;
  for (const [segment, at] of samples(segments, from, to, step)) {
    const speed = speedOn(segment, at);
    if (speed.x === 0 && speed.y === 0) continue;
    const point = { ...placeOn(segment, at), at, angle: Math.atan2(speed.y, speed.x) };
    if (last?.at === at) yield* turn(last, point);
    yield point;
    last = point;
  }
}

function* turn(before, after) {
  const whole = 2 * Math.PI;
  const by = ((after.angle - before.angle + 1.5 * whole) % whole) - whole / 2; // the shorter way
  for (let step = 1; step < turnSteps; ++step) yield { ...after, angle: before.angle + (by * step) / turnSteps };
}

// At each corner both the way in and the way out.
function* samples(segments, from, to, step) {
  for (const [i, segment] of segments.entries()) {
    const begin = Math.max(segment[0], from);
    const end = Math.min(segments[i + 1]?.[0] ?? to, to);
    if (begin > end) continue;
    for (let at = begin; at < end; at += step) yield [segment, at];
    yield [segment, end];
  }
}

/** Draws where the ball was a moment ago, read off the track. */
export class Trail {
  #band;
  #paint;

  constructor(band, paint) {
    this.#band = band;
    this.#paint = paint;
  }

  show(segments, tick, ticksBack, radius) {
    const outline = trailOutline(segments, tick, ticksBack, radius);
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
