// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { instantOf } from "../../web/page/feed/event-time.js";
import { placeFigures } from "../../web/page/recorder/recorder-drawing.js";
import { Recorder, spanMs, thingsAt, thingsIn, totalsOf } from "../../web/page/recorder/recorder.js";
import { summaryOf, wordsFor } from "../../web/page/recorder/recorder-words.js";
import { SeenEvents } from "../../web/page/feed/seen-events.js";

const now = 1_000_000_000;
let lastId = 0;
const event = (kind, agoMs, more = {}) => ({ id: ++lastId, at: now - agoMs, kind, text: `event ${lastId}`, ...more });
const lease = (agoMs, about, term, seconds = 0) => event("lease", agoMs, { about, term, seconds });
const spans = (parts) => parts.map(({ from, to }) => [now - from, now - to]);

test("each lease is a band up to the next one, less the time in which nobody held it", () => {
  const recorder = new Recorder();
  [lease(50_000, "a", 1), lease(20_000, "b", 2, 0.5)].forEach((told) => recorder.noteEvent(told));
  const { leases, gaps } = recorder.view(now);
  assert.deepEqual(leases.map(({ node, term }) => [node, term]), [["a", 1], ["b", 2]]);
  assert.deepEqual(spans(leases), [[50_000, 20_500], [20_000, 0]]);
  assert.deepEqual(gaps.map(({ ms }) => ms), [500]);
  assert.deepEqual(spans(gaps), [[20_500, 20_000]]);
});

test("a lease that is older than the minute fills it from its beginning", () => {
  const recorder = new Recorder();
  recorder.noteEvent(lease(500_000, "a", 1, 3));
  const view = recorder.view(now);
  assert.deepEqual(spans(view.leases), [[spanMs, 0]]);
  assert.deepEqual(view.gaps, [], "what was before the minute is not told");
});

test("who holds it when the page is opened has held it all along, unless an event says since when", () => {
  const recorder = new Recorder();
  recorder.noteCluster({ holder: "a", term: 7 }, now - 1000);
  assert.deepEqual(spans(recorder.view(now).leases), [[spanMs, 0]]);
  recorder.noteEvent(lease(5000, "a", 7, 0.002));
  assert.deepEqual(spans(recorder.view(now).leases), [[5000, 0]]);
});

test("while nobody holds the lease the gap grows; the event makes it exact", () => {
  const recorder = new Recorder();
  recorder.noteCluster({ holder: "a", term: 1 }, now - 40_000);
  recorder.noteCluster({ holder: null, term: 1 }, now - 3000);
  assert.deepEqual(recorder.view(now - 1000).gaps.map(({ ms }) => ms), [2000]);
  recorder.noteCluster({ holder: "b", term: 2 }, now - 500);
  assert.deepEqual(recorder.view(now).gaps.map(({ ms }) => ms), [2500]);
  recorder.noteEvent(lease(600, "b", 2, 2.25));
  const { leases, gaps } = recorder.view(now);
  assert.deepEqual(gaps.map(({ ms }) => ms), [2250]);
  assert.deepEqual(leases.map(({ node }) => node), ["a", "b"]);
});

test("what is told twice counts once, and events may come in any order", () => {
  const recorder = new Recorder();
  const told = [lease(10_000, "b", 2), event("fault", 11_000, { about: "a", fault: "kill-node" }), lease(50_000, "a", 1)];
  [...told, ...told].forEach((one) => recorder.noteEvent(one));
  told.forEach((one) => recorder.noteEvent({ ...one, id: one.id + 100 })); // as a cluster does that was two
  const view = recorder.view(now);
  assert.deepEqual(view.leases.map(({ node }) => node), ["a", "b"]);
  assert.deepEqual(totalsOf(view), { faults: 1, changes: 1, vacantMs: 0, stallMs: 0 });
});

test("a node that lags tells of an older lease, which moves none", () => {
  const recorder = new Recorder();
  [lease(50_000, "a", 4), lease(20_000, "b", 5, 0.5)].forEach((told) => recorder.noteEvent(told));
  const before = recorder.view(now);
  recorder.noteCluster({ holder: "a", term: 4 }, now);
  recorder.noteCluster({ holder: "b", term: 5 }, now);
  assert.deepEqual(recorder.view(now), before);
});

test("a fault lasts as long as it says, but not into the future", () => {
  const recorder = new Recorder();
  recorder.noteEvent(event("fault", 20_000, { about: "a", fault: "freeze-node", seconds: 5 }));
  recorder.noteEvent(event("fault", 1000, { about: "a", fault: "lossy-network", seconds: 10 }));
  assert.deepEqual(recorder.view(now).faults.map(({ to }) => now - to), [15_000, 0]);
});

test("stalls are kept by the second, the longest of each", () => {
  const recorder = new Recorder();
  [[20, 2000], [70, 1900], [30, 1800], [5, 500]].forEach(([ms, ago]) => recorder.noteStall(ms, now - ago));
  assert.deepEqual(recorder.view(now).stalls.map(({ ms }) => ms), [70, 5]);
  assert.equal(totalsOf(recorder.view(now)).stallMs, 70);
});

test("that nothing stalled is told of a second that was watched, and of no other", () => {
  const recorder = new Recorder();
  recorder.noteEvent(lease(50_000, "a", 1));
  recorder.noteStall(0, now - 2000);
  const words = (agoMs) => wordsFor(recorder.view(now), now - agoMs, 200, () => "alpha", String);
  assert.equal(words(2000), "2.0 s ago: alpha held the lease (term 1) · largest stall 0 ms");
  assert.equal(words(9000), "9.0 s ago: alpha held the lease (term 1)");
});

test("a minute later nothing is left but who holds the lease", () => {
  const recorder = new Recorder();
  recorder.noteEvent(lease(30_000, "a", 1, 1));
  for (const kind of ["fault", "engine-lost", "restored"]) recorder.noteEvent(event(kind, 20_000, { about: "a" }));
  recorder.noteStall(90, now);
  const { leases, gaps, faults, engine, stalls } = recorder.view(now + spanMs + 1000);
  assert.deepEqual([leases.length, gaps, faults, engine, stalls], [1, [], [], [], []]);
});

function eventful() {
  const recorder = new Recorder();
  recorder.noteEvent(lease(50_000, "a", 4));
  recorder.noteEvent(event("fault", 20_100, { about: "a", fault: "kill-node" }));
  recorder.noteEvent(lease(20_000, "b", 5, 0.0031));
  recorder.noteEvent(event("engine-lost", 10_000, { about: "b" }));
  recorder.noteEvent(event("restored", 9990, { about: "b" }));
  return recorder.view(now);
}

test("keys go from thing to thing, in the order of time", () => {
  const things = thingsIn(eventful());
  assert.deepEqual(things.map(({ kind }) => kind), ["lease", "fault", "gap", "lease", "engine", "engine"]);
  assert.deepEqual(things, [...things].sort((a, b) => a.at - b.at));
});

test("an instant tells who held the lease then, and what happened near it", () => {
  const { lease: held, gaps, faults } = thingsAt(eventful(), now - 20_050, 200);
  assert.equal(held.node, "a");
  assert.equal(gaps.length, 1);
  assert.equal(faults[0].fault, "kill-node");
  assert.equal(thingsAt(eventful(), now - 30_000, 200).faults.length, 0);
});

test("where no node is heard any more, nobody is known to hold the lease", () => {
  const recorder = new Recorder();
  recorder.noteCluster({ holder: "a", term: 1 }, now - 30_000);
  recorder.noteConnection(false, now - 10_000);
  recorder.noteConnection(false, now - 5000); // still
  const silent = recorder.view(now);
  assert.equal(silent.leases.at(-1).to, now - 10_000);
  assert.match(summaryOf(silent), /not known who held/);
  recorder.noteConnection(true, now);
  assert.equal(recorder.view(now).leases.at(-1).to, now);
});

test("both are told in words", () => {
  const names = { a: "alpha", b: "beta" };
  const words = wordsFor(eventful(), now - 10_000, 200, (id) => names[id], (fault) => fault);
  assert.equal(words, "10.0 s ago: beta held the lease (term 5) · engine lost on beta · new engine on beta");
  assert.equal(
    summaryOf(eventful()),
    "In the last minute: 1 fault · 1 change of hands · no holder for 3.1 ms at most · largest stall 0 ms",
  );
  const undisturbed = { ...eventful(), gaps: [] };
  assert.match(summaryOf(undisturbed), /never without a holder/);
  assert.match(summaryOf({ ...undisturbed, leases: [] }), /not known who held/);
});

test("the figures of gaps do not stand on each other, nor beyond the drawing", () => {
  const at = (x) => ({ x, text: "3.1 ms" });
  const places = placeFigures([at(100), at(110), at(300), at(395)], 64, 400).map(({ x }) => x);
  assert.deepEqual(places.slice(0, 2), [100, 300], "of two that are close the first");
  assert.ok(places[2] > 340 && places[2] < 370, `${places[2]}`);
});

test("what was told long ago is forgotten", () => {
  const seen = new SeenEvents();
  const told = (at) => ({ at, node: "a", text: "something" });
  assert.deepEqual([seen.add(told(0)), seen.add(told(0))], [true, false]);
  for (let at = 1; at <= 400; ++at) seen.add(told(at));
  assert.equal(seen.add(told(0)), true);
});

// The same cases as those of the window, tests/unit/tst_event_time.cpp.
for (const { name, now, wall, tick, tick_ms: tickMs, event, instant } of JSON.parse(
  readFileSync(new URL("../vectors/event-times.json", import.meta.url)),
))
  test(`an event is placed: ${name}`, () => {
    assert.equal(instantOf(event, { now, wall, tick: tick ?? undefined, tickMs }), instant);
  });

test("an event is drawn where it was placed, and known by what it told", () => {
  const recorder = new Recorder();
  const event = { ...lease(50_000, "a", 1), at: 12 };
  recorder.noteEvent(event, now - 7000);
  recorder.noteEvent(event, now - 1000);
  assert.deepEqual(recorder.view(now).leases.map(({ since }) => since), [now - 7000]);
});
