// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceFlown } from "../../../web/page/scene/bounces.js";
import { Flight } from "../../../web/page/feed/flight.js";
import { marksOf } from "../../../web/page/scene/marks.js";
import { Track } from "../../../web/page/feed/track.js";
import { trailOutline } from "../../../web/page/scene/trail.js";

const box = { width: 800, height: 400, radius: 20 };

test("the way flown goes on beyond what is known, as if the ball did", () => {
  const segments = [[0, 0, 0, 3, 4], [10, 30, 40, 0, 0]];
  assert.equal(distanceFlown(segments, 0, 10), 50);
  assert.equal(distanceFlown(segments, 10, 99), 0);
  assert.equal(distanceFlown([[0, 0, 0, 3, 4]], 0, 1000), 5000);
  assert.equal(distanceFlown([], 0, 10), 0);
});

test("the track gives the segments that lead from one tick to another", () => {
  const track = new Track();
  track.merge({ now: 0, end: 100, segments: [[0, 0, 0, 1, 1], [20, 20, 20, 1, -1], [40, 40, 0, 1, 1]] });
  assert.deepEqual(track.between(25, 39).map(([tick]) => tick), [20]);
  assert.deepEqual(track.between(20, 40).map(([tick]) => tick), [20, 40]);
  assert.deepEqual(track.between(-5, 10).map(([tick]) => tick), [0]);
});

test("the trail reaches so many ticks back, pointed there, and as wide as the ball nearly at the ball", () => {
  const { tail, head, path } = trailOutline([[0, 100, 200, 5, 0]], 60, 20, 20);
  assert.deepEqual([tail, head], [{ x: 300, y: 200 }, { x: 400, y: 200 }]);
  assert.match(path, /^M300 200L/);
  assert.ok(path.includes("400 218") && path.includes("400 182"), path);
  const ofLongTicks = trailOutline([[0, 100, 200, 250, 0]], 1.6, 0.6, 20);
  assert.deepEqual([ofLongTicks.tail, ofLongTicks.head], [{ x: 350, y: 200 }, { x: 500, y: 200 }]);
});

test("the trail goes round the corner of a bounce, and begins with the flight", () => {
  const { path, tail } = trailOutline([[50, 770, 200, 5, 0], [52, 780, 200, -5, 0]], 60, 20, 20);
  assert.deepEqual(tail, { x: 770, y: 200 });
  assert.ok(path.includes("780 "), path);
  assert.equal(trailOutline([], 60, 20, 20), null);
  assert.equal(trailOutline([[0, 100, 200, 0, 0]], 60, 20, 20), null, "none where the ball stands");
});

test("marks are of the last two seconds, however long a tick is, and each is shown once", () => {
  const flight = [[0, 700, 200, 4, 3], [20, 780, 260, -4, 3], [60, 620, 380, -4, -3]];
  const shown = (tick, tickMs, seen = -Infinity) => marksOf(flight, tick, tickMs, box, seen).map(({ tick, ageMs }) => [tick, ageMs]);
  assert.deepEqual(shown(61, 30), [[20, 1230], [60, 30]], "also what was met before the first frame");
  assert.deepEqual(shown(61, 30, 20), [[60, 30]]);
  assert.deepEqual(shown(59, 5), [[20, 195]], "not before it is met");
  assert.deepEqual(shown(61, 1000), [[60, 1000]]);
});

test("of a flight six seconds stay, however long a tick is", () => {
  for (const tickMs of [5, 100]) {
    const flight = new Flight();
    flight.setTickLength(tickMs);
    const seconds = (count) => (1000 * count) / tickMs;
    const segments = [0, 3, 8].map((at, i) => [seconds(at), 10 * i, 0, 1, 1]);
    flight.update({ term: 1, now: 0, end: seconds(20), segments }, 0);
    flight.update({ term: 1, now: seconds(10), end: seconds(20), segments: [] }, 10_000);
    assert.deepEqual(flight.segmentsBetween(seconds(4.5), seconds(9)).map(([tick]) => tick), [seconds(3), seconds(8)]);
    flight.update({ term: 1, now: seconds(15), end: seconds(20), segments: [] }, 15_000);
    assert.deepEqual(flight.segmentsBetween(seconds(4.5), seconds(9)).map(([tick]) => tick), [seconds(8)]);
  }
});
