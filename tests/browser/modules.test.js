// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { TickClock } from "../../web/page/clock.js";
import { feedAddress } from "../../web/page/feed.js";
import { Flight } from "../../web/page/flight.js";
import { Track } from "../../web/page/track.js";

const track = (now, end, segments, term = 1) => ({ type: "track", term, revision: 1, now, end, segments });

test("the ball is on its segment, between ticks too", () => {
  const flight = new Track();
  assert.equal(flight.at(1), null);
  flight.merge(track(10, 30, [[10, 100, 100, 4, -3], [20, 140, 70, -4, -3]]));
  assert.deepEqual(flight.at(12.5), { x: 110, y: 92.5 });
  assert.deepEqual(flight.at(20), { x: 140, y: 70 });
  assert.deepEqual(flight.at(21.5), { x: 134, y: 65.5 });
  assert.deepEqual(flight.at(5), { x: 100, y: 100 });
  assert.deepEqual(flight.at(99), { x: 100, y: 40 }, "it waits at the end of what is known");
});

test("a segment with two more numbers is curved", () => {
  const flight = new Track();
  flight.merge(track(10, 40, [[10, 100, 100, 4, -3, 0.5, 1], [20, 165, 120, -4, -3]]));
  assert.deepEqual(flight.at(10), { x: 100, y: 100 });
  assert.deepEqual(flight.at(10.5), { x: 102.0625, y: 98.625 }, "between ticks too");
  assert.deepEqual(flight.at(14), { x: 120, y: 96 });
  assert.deepEqual(flight.at(20), { x: 165, y: 120 });
  assert.deepEqual(flight.at(21.5), { x: 159, y: 115.5 }, "the next one is straight");
});

test("a longer end alone lets a curved segment go on as well", () => {
  const flight = new Track();
  flight.merge(track(0, 10, [[0, 0, 0, 1, -4, 0, 0.5]]));
  assert.deepEqual(flight.at(20), { x: 10, y: -15 });
  flight.merge(track(5, 20, []));
  assert.deepEqual(flight.at(20), { x: 20, y: 20 });
});

test("a longer end alone lets the last segment go on", () => {
  const flight = new Track();
  flight.merge(track(0, 10, [[0, 0, 0, 1, 2]]));
  flight.merge(track(5, 20, []));
  assert.deepEqual(flight.at(15), { x: 15, y: 30 });
});

test("new segments replace what was known from their first tick on", () => {
  const flight = new Track();
  flight.merge(track(0, 100, [[0, 0, 0, 1, 1], [50, 50, 50, 2, 2], [80, 110, 110, 1, 1]]));
  flight.merge(track(40, 90, [[50, 50, 50, -1, 0]]));
  assert.deepEqual(flight.at(49), { x: 49, y: 49 });
  assert.deepEqual(flight.at(60), { x: 40, y: 50 });
  assert.deepEqual(flight.at(90), { x: 10, y: 50 });
});

test("what is long past is forgotten, the segment under way is not", () => {
  const flight = new Track();
  flight.merge(track(0, 1000, [[0, 0, 0, 1, 1], [600, 600, 600, 0, 0]]));
  flight.merge(track(700, 1100, []));
  assert.deepEqual(flight.at(500), { x: 500, y: 500 });
  flight.merge(track(900, 1200, []));
  assert.deepEqual(flight.at(500), { x: 600, y: 600 });
});

test("the first sample sets the clock", () => {
  const clock = new TickClock(30);
  assert.equal(clock.at(0), undefined);
  clock.sample(1000, 300);
  assert.equal(clock.at(300), 1000);
  assert.equal(clock.at(330), 1001);
});

test("messages that come late do not hold the clock back", () => {
  const clock = new TickClock(30);
  clock.sample(0, 0);
  for (let second = 1; second < 8; ++second) clock.sample((second * 1000 - 500) / 30, second * 1000);
  assert.ok(Math.abs(clock.at(7000) - 7000 / 30) < 0.001);
});

test("a correction is slewed by 5 % at most, both ways, and no tick goes back", () => {
  for (const error of [+3, -3]) {
    const clock = new TickClock(30);
    for (let i = 0; i < 8; ++i) clock.sample(100, 0);
    for (let i = 0; i < 8; ++i) clock.sample(100 + 1 + error, 30);
    let last = clock.at(0);
    for (let time = 10; time <= 3000; time += 10) {
      const rate = (clock.at(time) - last) / (10 / 30);
      assert.ok(rate > 0.949 && rate < 1.051, `rate ${rate} at ${time}`);
      last = clock.at(time);
    }
    assert.ok(Math.abs(last - (100 + error + 100)) < 0.001, `${last}`);
  }
});

test("a machine that slept goes on at the present", () => {
  const clock = new TickClock(30);
  clock.sample(0, 0);
  clock.sample(5000, 1000);
  assert.equal(clock.at(1000), 5000);
});

test("a track of a lower term is dropped while the flight lasts", () => {
  const flight = new Flight();
  flight.update(track(0, 100, [[0, 0, 0, 1, 1]], 5), 0);
  flight.update(track(10, 200, [[0, 700, 0, 0, 0]], 4), 300);
  assert.deepEqual(flight.positionAt(50), { x: 50, y: 50 });
  flight.update(track(10, 120, [[20, 20, 20, 2, 2]], 6), 300);
  assert.deepEqual(flight.positionAt(50), { x: 80, y: 80 });
});

test("a flight that has run out gives way to any other", () => {
  const flight = new Flight();
  flight.update(track(1000, 1100, [[1000, 0, 0, 1, 1]], 5), 0);
  flight.update(track(7, 100, [[0, 300, 300, 0, 0]], 1), 60_000);
  assert.equal(flight.tickAt(60_000), 7);
  assert.deepEqual(flight.positionAt(8), { x: 300, y: 300 });
});

test("the feed is beside the page", () => {
  assert.equal(feedAddress("http://127.0.0.1:4000/"), "ws://127.0.0.1:4000/live");
  assert.equal(feedAddress("https://ball.example/?x#y"), "wss://ball.example/live");
});
