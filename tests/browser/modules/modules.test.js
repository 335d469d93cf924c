// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { TickClock } from "../../../web/page/feed/clock.js";
import { Commands, uuid } from "../../../web/page/controls/commands.js";
import { feedAddress } from "../../../web/page/feed/addresses.js";
import { Flight } from "../../../web/page/feed/flight.js";
import { Presses } from "../../../web/page/controls/presses.js";
import { isOwn } from "../../../web/page/window/operator.js";
import { isPublicPage, withoutAddresses } from "../../../web/page/window/public-pages.js";
import { flyBall } from "../../../web/page/scene/scene.js";
import { TickQuestions } from "../../../web/page/feed/ticks.js";
import { Track } from "../../../web/page/feed/track.js";
import { virtualTime } from "./timers.js";

globalThis.crypto ??= webcrypto; // which Node.js 18 has not there

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

test("a page behind a load balancer links to no node", () => {
  const urls = ["https://ball.example/", "http://box.example:81/ball/", 7];
  assert.equal(isPublicPage(urls, "https://ball.example/"), true);
  assert.equal(isPublicPage(urls, "http://box.example:81/ball/#help"), true);
  assert.equal(isPublicPage(urls, "http://box.example:81/"), false);
  assert.equal(isPublicPage(urls, "http://127.0.0.1:4000/"), false);
  assert.equal(isPublicPage(undefined, "http://127.0.0.1:4000/"), false, "an older node tells none");
  const message = { term: 1, nodes: [{ id: "a", url: "http://10.0.0.7:4000/" }] };
  assert.deepEqual(withoutAddresses(message), { term: 1, nodes: [{ id: "a", url: "" }] });
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

/** Except for what a clock may drift in the meantime. */
function near(actual, wanted, tolerance = 0.02) {
  assert.ok(Math.abs(actual - wanted) < tolerance, `${actual}, not ${wanted}`);
}

test("the first sample sets the clock", () => {
  const clock = new TickClock(30);
  assert.equal(clock.at(0), undefined);
  clock.sample(1000, 300);
  assert.equal(clock.at(300), 1000);
  near(clock.at(330), 1001);
});

test("messages that come late do not hold the clock back", () => {
  const clock = new TickClock(30);
  clock.sample(0, 0);
  for (let second = 1; second < 8; ++second) clock.sample((second * 1000 - 500) / 30, second * 1000);
  near(clock.at(7000), 7000 / 30);
});

test("a correction is slewed by 5 % at most, both ways, and no tick goes back", () => {
  for (const error of [+3, -3]) {
    const clock = new TickClock(30);
    clock.sample(-2100, -66_000);
    clock.sample(100 + error, 0); // what was said before counts no longer
    let last = clock.at(0);
    for (let time = 10; time <= 3000; time += 10) {
      const rate = (clock.at(time) - last) / (10 / 30);
      assert.ok(rate > 0.949 && rate < 1.051, `rate ${rate} at ${time}`);
      last = clock.at(time);
    }
    near(last, 100 + error + 100);
  }
});

test("what the first messages were late is made good in a second, without a jump", () => {
  for (const error of [+10, -10]) {
    const clock = new TickClock(30);
    clock.sample(100 - error, 0, -1000);
    clock.sample(110, 300, 299); // an answer
    let last = clock.at(300);
    for (let time = 310; time <= 1300; time += 10) {
      const rate = (clock.at(time) - last) / (10 / 30);
      assert.ok(rate > 0.499 && rate < 1.501, `rate ${rate} at ${time}`);
      last = clock.at(time);
    }
    near(last, 100 + 1300 / 30, 0.1);
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

test("an absurd term is forgotten where terms begin anew", () => {
  const flight = new Flight();
  flight.update(track(0, 100, [[0, 0, 0, 1, 1]], 1_000_006), 0);
  flight.update(track(10, 200, [[0, 700, 0, 0, 0]], 6), 300);
  assert.deepEqual(flight.positionAt(50), { x: 50, y: 50 }, "a million apart: it is only late");
  flight.update(track(10, 200, [[0, 300, 300, 0, 0]], 5), 300);
  assert.deepEqual(flight.positionAt(50), { x: 300, y: 300 });
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

test("three clicks within a second count, however they are spread", () => {
  const presses = new Presses();
  assert.deepEqual([0, 400, 1000].map((time) => presses.press(time, "a")), [2, 1, 0]);
  assert.equal(presses.left(1000), 3, "the count begins anew");
});

test("clicks that are too slow do not count together", () => {
  const presses = new Presses();
  assert.deepEqual([0, 600, 1001, 1700, 2000].map((time) => presses.press(time, "a")), [2, 1, 1, 1, 0]);
  presses.press(5000, "a");
  assert.deepEqual([presses.left(6000), presses.left(6001)], [2, 3]);
});

test("clicks at one node do not count for another", () => {
  const presses = new Presses();
  assert.deepEqual(["a", "a", "b", "b", "b"].map((aim, time) => presses.press(time, aim)), [2, 1, 2, 1, 0]);
});

test("each command has an id of its own", () => {
  const ids = Array.from({ length: 100 }, uuid);
  assert.equal(new Set(ids).size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

/** Commands, and what was sent of them. */
function desk() {
  const sent = [];
  return { sent, commands: new Commands((message) => sent.push(message)) };
}

test("a command goes to the next node under the same id, and is concluded by the first answer", async () => {
  const { sent, commands } = desk();
  commands.connected("a");
  const outcome = commands.order({ command: "nudge" });
  commands.lost();
  commands.connected("b");
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[0], sent[1]);
  commands.answer({ type: "ack", id: sent[0].id, revision: 7 });
  assert.deepEqual(await outcome, { ok: true });
  commands.connected("c");
  assert.equal(sent.length, 2, "what is done is not sent again");
});

test("a command waits for a node, and a refusal says why", async () => {
  const { sent, commands } = desk();
  const outcome = commands.order({ command: "behavior", name: "X" });
  assert.equal(sent.length, 0);
  commands.connected("a");
  commands.answer({ type: "problem", id: sent[0].id, status: 422, title: "Unprocessable Content", detail: "No X here." });
  assert.deepEqual(await outcome, { ok: false, status: 422, detail: "No X here." });
});

test("what was to break the node that fell silent is not sent to another one", async () => {
  const { sent, commands } = desk();
  commands.connected("a");
  const outcome = commands.order({ command: "fault", fault: "kill-node", node: "a" });
  commands.lost();
  commands.connected("b");
  assert.deepEqual(await outcome, { ok: true });
  assert.equal(sent.length, 1);
});

test("after ten seconds without an answer a command has failed", async (context) => {
  const pass = virtualTime(context);
  const { sent, commands } = desk();
  commands.connected("a");
  const outcome = commands.order({ command: "nudge" });
  pass(10_000);
  assert.equal((await outcome).ok, false);
  commands.connected("b");
  assert.equal(sent.length, 1);
});

/** Draws for a second, until `time`. */
function drawUntil(flight, time) {
  for (let frame = time - 1000; frame <= time; frame += 16) flight.tickAt(frame);
}

test("after a time in which nobody flew the ball goes on from where it stood", () => {
  const flight = new Flight();
  flight.update(track(0, 100, [[0, 0, 0, 1, 1]], 5), 0);
  drawUntil(flight, 3_600_000);
  assert.deepEqual(flight.positionAt(flight.tickAt(3_600_000)), { x: 100, y: 100 });
  flight.update(track(100, 200, [[0, 0, 0, 1, 1]], 6), 3_600_000);
  assert.deepEqual(flight.positionAt(flight.tickAt(3_600_000)), { x: 100, y: 100 });
  near(flight.positionAt(flight.tickAt(3_600_300)).x, 110);
});

test("a page that slept all that time does the same as soon as it is awake", () => {
  const flight = new Flight();
  flight.update(track(0, 100, [[0, 0, 0, 1, 1]], 5), 0);
  flight.update(track(100, 200, [[0, 0, 0, 1, 1]], 6), 3_600_000);
  drawUntil(flight, 3_601_000);
  near(flight.tickAt(3_601_020), 134);
});

test("a page that slept while the flight went on hears what was said meanwhile, and is at the present at once", () => {
  const flight = new Flight();
  flight.update(track(0, 150, [[0, 0, 0, 1, 1]], 5), 0);
  drawUntil(flight, 1000);
  for (let second = 2; second < 61; second += 1.5)
    flight.update(track((second * 1000) / 30, (second * 1000) / 30 + 120, [[second * 30, second, 0, 0, 0]], 5), 62_000);
  near(flight.tickAt(62_000), 62_000 / 30, 0.1);
  assert.equal(flight.positionAt(62_000 / 30).x, 60.5, "with all that was said");
});

test("the flight of another cluster, that this one became part of, is flown at its own ticks", () => {
  const flight = new Flight();
  flight.update(track(1_000_000, 1_000_100, [[1_000_000, 0, 0, 1, 1]], 5), 0);
  flight.update(track(50, 150, [[50, 300, 300, 2, 0]], 6), 300);
  near(flight.tickAt(600), 60);
  assert.deepEqual(flight.positionAt(60), { x: 320, y: 300 });
});

test("late messages, however many, do not push out what was heard in time, earlier ones are taken", () => {
  const clock = new TickClock(30);
  clock.sample(0, 6); // late by 6 ms
  clock.sample(0, 2);
  for (let time = 3000; time < 3200; ++time) clock.sample((time - 9 - (time - 3000) / 100) / 30, time);
  near(clock.at(4000), (4000 - 2) / 30);
});

test("a cluster whose clock is behind ours is followed when nobody has said otherwise for a minute", () => {
  const clock = new TickClock(30);
  clock.sample(0, 0);
  for (let time = 1000; time <= 70_000; time += 1000) clock.sample((time - 60) / 30, time);
  near(clock.at(75_000), (75_000 - 60) / 30, 0.2);
});

test("an answer refutes what is further ahead than it can be", () => {
  const clock = new TickClock(30);
  clock.sample(0, 0);
  clock.sample((1000 - 8) / 30, 1000, 1000 - 20); // the answer may have come 8 ms late
  near(clock.at(3000), 3000 / 30);
  clock.sample((3000 - 8) / 30, 3000, 3000 - 2); // but not in 2 ms
  near(clock.at(5000), (5000 - 8) / 30);
});

test("an answer in time is no late message, however far this page is ahead", () => {
  const clock = new TickClock(30);
  clock.sample(10, 0);
  clock.sample(1000 / 30, 1000, 998); // ten ticks behind that
  near(clock.at(10_000), 10_000 / 30, 0.1);
});

test("where this machine's clock is a little fast, an old sample does not hold the tick ahead", () => {
  const clock = new TickClock(30);
  const real = (time) => time * (1 - 40e-6);
  let seed = 1;
  for (let time = 0; time <= 300_000; time += 1000) {
    seed = (seed * 48271) % 2147483647;
    clock.sample(real(time - (seed % 20)) / 30, time);
    const aheadMs = clock.at(time) * 30 - real(time);
    if (time > 10_000) assert.ok(aheadMs > -3.5 && aheadMs < 1.5, `${aheadMs} at ${time}`);
  }
});

test("an answer of the tick is a sample of the clock, unless it took long", () => {
  const asked = [];
  const samples = [];
  const questions = new TickQuestions((message) => asked.push(message), (...answer) => samples.push(answer));
  questions.take({ type: "tick", now: 1 }, 1000); // nobody asked
  questions.ask(2000);
  questions.take({ type: "tick", now: 5 }, 2003);
  questions.ask(3000);
  questions.take({ type: "tick", now: 6 }, 63_000); // the page slept
  assert.deepEqual(asked, [{ type: "tick" }, { type: "tick" }]);
  questions.ask(70_000);
  questions.ask(70_100);
  questions.take({ type: "tick", now: 7 }, 70_110); // to whichever
  questions.take({ type: "tick", now: 8 }, 70_111);
  assert.deepEqual(samples, [[5, 2003, 2000], [7, 70_110, -Infinity]]);
});

test("a node is asked for the tick when it has greeted, and now and then from then on", (context) => {
  const pass = virtualTime(context);
  const asked = [];
  const questions = new TickQuestions((message) => asked.push(message), () => {});
  questions.begin();
  pass(2000);
  assert.equal(asked.length, 3);
  questions.begin(); // another one
  pass(2000);
  assert.equal(asked.length, 6);
  pass(600_000);
  assert.ok(asked.length > 6 + 600 / 23 && asked.length < 6 + 600 / 7, `${asked.length} questions`);
  questions.setCrowd(1000);
  pass(23_000); // until the question that is under way
  asked.length = 0;
  pass(60_000_000);
  assert.ok(asked.length > 60_000 / 2300 && asked.length < 60_000 / 700, `${asked.length} questions in a crowd`);
});

test("the clock is good to two milliseconds, whatever the messages suffer on their way", () => {
  const clock = new TickClock(30);
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  let worst = 0;
  for (let time = 0; time < 120_000; time += 10) {
    if (time % 1500 === 0) {
      const late = (random() < 0.7 ? 1 : 20) * random() + (time > 60_000 && time < 62_000 ? 500 : 0);
      clock.sample(time / 30, time + late);
    }
    if (time > 3_000) worst = Math.max(worst, Math.abs(clock.at(time + 600) - (time + 600) / 30) * 30);
  }
  assert.ok(worst < 2, `${worst} ms`);
});

test("the ball flies on whatever fails beside it", () => {
  let frame;
  globalThis.requestAnimationFrame = (draw) => (frame = draw);
  const shown = [];
  const ball = { getAttribute: () => "", setAttribute: (_, transform) => shown.push(transform) };
  const flight = { tickAt: (time) => time, positionAt: (tick) => ({ x: tick, y: 0 }) };
  flyBall([ball], flight, () => {
    throw new Error("the trail is broken");
  });
  for (const time of [1, 2]) assert.throws(() => frame(time), /broken/);
  assert.deepEqual(shown, ["translate(1 0)", "translate(2 0)"]);
});

const directory = new URL("../../../web/page/", import.meta.url);
const sheets = readdirSync(directory, { recursive: true }).filter((name) => name.endsWith(".css"));
const sheet = (name) => readFileSync(new URL(name, directory), "utf8");

test("colours are tokens: written in one place, and each that is used is there", () => {
  const told = sheets.map(sheet).join("");
  const known = new Set([...told.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  for (const [, name] of told.matchAll(/var\((--[\w-]+)/g)) assert.ok(known.has(name), name);
  const isColor = /#[0-9a-f]{3,8}\b(?=[^{}]*;)/i;
  for (const name of sheets.filter((name) => name !== "window/style.css")) assert.doesNotMatch(sheet(name), isColor, name);
});

test("only whose session is known not to be of a token that was given out is asked whether to let others in", () => {
  assert.deepEqual(
    [null, { role: "operator", who: "token Ada" }, { who: "operator" }, { role: "operator", pass: "b" }].map(isOwn),
    [true, false, true, false],
  );
});
