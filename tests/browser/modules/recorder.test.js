// SPDX-License-Identifier: GPL-3.0-or-later
// What is the page's own; what the window does as well is in tests/vectors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { placeFigures } from "../../../web/page/recorder/recorder-drawing.js";
import { Recorder, totalsOf } from "../../../web/page/recorder/recorder.js";
import { summaryOf } from "../../../web/page/recorder/recorder-words.js";
import { SeenEvents } from "../../../web/page/feed/seen-events.js";

const now = 1_000_000_000;
let lastId = 0;
const event = (kind, agoMs, more = {}) => ({ id: ++lastId, at: now - agoMs, kind, text: `event ${lastId}`, ...more });
const lease = (agoMs, about, term, seconds = 0) => event("lease", agoMs, { about, term, seconds });

test("what is told twice counts once, and events may come in any order", () => {
  const recorder = new Recorder();
  const told = [lease(10_000, "b", 2), event("fault", 11_000, { about: "a", fault: "kill-node" }), lease(50_000, "a", 1)];
  [...told, ...told].forEach((one) => recorder.noteEvent(one));
  told.forEach((one) => recorder.noteEvent({ ...one, id: one.id + 100 })); // as a cluster does that was two
  const view = recorder.view(now);
  assert.deepEqual(view.leases.map(({ node }) => node), ["a", "b"]);
  assert.deepEqual(totalsOf(view), { faults: 1, changes: 1, vacantMs: 0, stallMs: 0 });
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

test("nor for the time of an outage that a lease has not outlived", () => {
  const recorder = new Recorder();
  recorder.noteCluster({ holder: "a", term: 1 }, now - 50_000);
  recorder.noteConnection(false, now - 40_000);
  recorder.noteConnection(true, now - 39_900); // from one node to another
  recorder.noteCluster({ holder: "b", term: 2 }, now - 39_900);
  recorder.noteConnection(false, now - 30_000);
  recorder.noteConnection(true, now - 20_000);
  recorder.noteCluster({ holder: "b", term: 2 }, now - 20_000);
  assert.deepEqual(recorder.view(now).leases.map(({ to }) => now - to), [39_900, 0], "it was held all along");
  assert.match(summaryOf(recorder.view(now)), /never without a holder/);
  recorder.noteConnection(false, now - 12_000);
  recorder.noteConnection(true, now - 3000);
  recorder.noteEvent(lease(4000, "a", 100)); // all nodes were started anew
  recorder.noteCluster({ holder: "a", term: 100 }, now - 3000);
  const view = recorder.view(now);
  assert.deepEqual(view.leases.map(({ from, to }) => [now - from, now - to]).slice(1), [[39_900, 12_000], [4000, 0]]);
  assert.match(summaryOf(view), /not known who held/);
  assert.match(summaryOf(recorder.view(now + 55_000)), /never without a holder/, "what is over is not told for ever");
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

test("an event is drawn where it was placed, and known by what it told", () => {
  const recorder = new Recorder();
  const event = { ...lease(50_000, "a", 1), at: 12 };
  recorder.noteEvent(event, now - 7000);
  recorder.noteEvent(event, now - 1000);
  assert.deepEqual(recorder.view(now).leases.map(({ since }) => since), [now - 7000]);
});
