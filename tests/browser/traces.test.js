// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { bounces, distanceFlown } from "../../web/page/scene/bounces.js";
import { Flight } from "../../web/page/feed/flight.js";
import { marksOf } from "../../web/page/scene/marks.js";
import { StallMeter } from "../../web/page/recorder/stalls.js";
import { Track } from "../../web/page/feed/track.js";
import { trailOutline } from "../../web/page/scene/trail.js";

const box = { width: 800, height: 400, radius: 20 };

test("the ball meets a wall where its speed turns, and the mark is on the wall", () => {
  assert.deepEqual(bounces([[0, 700, 200, 4, 3], [20, 780, 260, -4, 3]], box), [{ tick: 20, x: 800, y: 260 }]);
  assert.deepEqual(bounces([[0, 100, 50, -4, -3], [10, 60, 21, -4, 3]], box), [{ tick: 10, x: 60, y: 0 }]);
});

test("a corner is two bounces", () => {
  assert.deepEqual(bounces([[0, 740, 350, 4, 3], [10, 780, 380, -4, -3]], box).length, 2);
});

test("a ball that sticks to a wall has met it", () => {
  assert.deepEqual(bounces([[0, 700, 200, 4, 3], [20, 780, 260, 0, 3]], box), [{ tick: 20, x: 800, y: 260 }]);
});

test("a nudge in the open is no bounce, nor is a curve that takes several segments", () => {
  assert.deepEqual(bounces([[0, 400, 200, 4, 3], [10, 440, 230, -4, -3]], box), []);
  assert.deepEqual(bounces([[0, 400, 370, 4, 2, 0, 0.1], [5, 420, 381, 4, 2.5, 0, 0.1]], box), []);
});

test("a curved flight meets a wall by the speed that it has there", () => {
  const falling = [0, 400, 200, 0, -2, 0, 1]; // upwards at first, downwards at the end
  assert.deepEqual(bounces([falling, [20, 400, 364, 0, -16, 0, 1]], box), [{ tick: 20, x: 400, y: 400 }]);
});

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

/** Frames of a display of 60 a second; the ball flies 5 units a tick. Gives each frame's stall. */
function watch(meter, frames) {
  return frames.map(([time, moved]) => meter.frame(time, time / 30, moved, (from, to) => 5 * (to - from)));
}
const smooth = Array.from({ length: 60 }, (_, i) => [i * 16, true]);

test("frames at the display's own rate are no stall", () => {
  assert.deepEqual(new Set(watch(new StallMeter(), smooth)), new Set([0]));
});

test("frames that do not come are a stall, and so are frames that show no movement", () => {
  const late = watch(new StallMeter(), [...smooth, [944 + 116, true]]);
  assert.equal(late.at(-1), 100);
  const standing = watch(new StallMeter(), [...smooth, [960, false], [976, false], [992, true], [1008, true]]);
  assert.deepEqual(standing.slice(-4), [0, 16, 32, 0]);
});

test("a ball that rests by its flight does not stall", () => {
  const meter = new StallMeter();
  const resting = [...smooth].map(([time]) => meter.frame(time, time / 30, false, () => 0));
  assert.deepEqual(new Set(resting), new Set([0]));
  assert.equal(meter.frame(960, 32, true, (from, to) => to - from), 0, "when it sets out again, neither");
});

test("what was not drawn while the page could not be seen does not count", () => {
  const meter = new StallMeter();
  watch(meter, smooth);
  meter.pause();
  assert.deepEqual(watch(meter, [[60_000, true], [60_016, true]]), [0, 0]);
});

test("a machine that slept has not stalled", () => {
  const meter = new StallMeter();
  watch(meter, smooth);
  assert.deepEqual(watch(meter, [[944 + 1900, true], [2860, true], [4860, true], [30_000_000, true], [30_000_016, true]]), [1884, 0, 0, 0, 0]);
});
