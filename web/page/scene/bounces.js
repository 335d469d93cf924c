// SPDX-License-Identifier: GPL-3.0-or-later

// Segments are as in a track message: [tick, x, y, dx, dy], followed by ax, ay if they are curved.

/** Where the ball is at a tick by one segment, also beyond its end. */
export function placeOn([start, x, y, dx, dy, ax = 0, ay = 0], tick) {
  const passed = tick - start;
  return { x: x + (dx + (ax / 2) * passed) * passed, y: y + (dy + (ay / 2) * passed) * passed };
}

/** How far it moves in a tick then. */
export function speedOn([start, , , dx, dy, ax = 0, ay = 0], tick) {
  return { x: dx + ax * (tick - start), y: dy + ay * (tick - start) };
}

/** The straight distance between two ticks, as if the known flight went on for ever. */
export function distanceFlown(segments, from, to) {
  const place = (tick) => placeOn(segments.findLast(([start]) => start <= tick) ?? segments[0], tick);
  if (segments.length === 0) return 0;
  const [before, after] = [place(from), place(to)];
  return Math.hypot(after.x - before.x, after.y - before.y);
}

/**
 * Where the ball met walls: { tick, x, y }, the point on the wall. A segment may also end for other reasons, such as a
 * nudge, or a curve that takes several; then there is no wall, or the ball flies on towards it.
 */
export function bounces(segments, { width, height, radius }) {
  return segments.slice(1).flatMap((after, i) => {
    const tick = after[0];
    const { x, y } = placeOn(after, tick);
    const [was, is] = [speedOn(segments[i], tick), speedOn(after, tick)];
    const met = [];
    if (turnedAt(x, was.x, is.x, width, radius)) met.push({ tick, x: was.x > 0 ? width : 0, y });
    if (turnedAt(y, was.y, is.y, height, radius)) met.push({ tick, x, y: was.y > 0 ? height : 0 });
    return met;
  });
}

// A ball turns a step before it would cross the wall, so it may be up to a step away from it.
function turnedAt(position, before, after, extent, radius) {
  const away = before > 0 ? extent - radius - position : position - radius;
  return before !== 0 && before * after <= 0 && away <= Math.abs(before) + 1;
}
