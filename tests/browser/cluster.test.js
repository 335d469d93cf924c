// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { layOutLinks } from "../../web/page/cluster/links-layout.js";
import { NodeStates } from "../../web/page/cluster/nodestates.js";
import { Palette } from "../../web/page/cluster/palette.js";

const node = (id, state = "alive") => ({ id, name: `node ${id}`, state, holder: id === "a" });
const looks = (states, now) => Object.fromEntries(states.cards(now).map(({ id, look }) => [id, look]));
const leftOf = (states, id, now) => states.cards(now).find((card) => card.id === id).left;

function three(now = 0) {
  const states = new NodeStates();
  states.noteCluster([node("c"), node("a"), node("b")], "c", now);
  return states;
}

test("nodes stand in the order of the view, the own one first, and a ghost among them by its name", () => {
  assert.deepEqual(three().cards(0).map(({ id, isOwn }) => [id, isOwn]), [["c", true], ["a", false], ["b", false]]);
  const states = new NodeStates();
  states.noteCluster(["2", "10", "11", "9"].map((id) => node(id)), "2", 0);
  assert.deepEqual(states.cards(0).map(({ id }) => id), ["2", "10", "11", "9"]);
  states.noteCluster(["2", "10", "9"].map((id) => node(id)), "2", 0);
  assert.deepEqual(states.cards(0).map(({ id }) => id), ["2", "10", "11", "9"]);
});

test("a silent node is frozen where that was done to it, for as long as it lasts", () => {
  const states = three();
  states.noteFault({ about: "b", fault: "freeze-node", seconds: 5 }, 1000);
  assert.equal(looks(states, 1100).b, "alive", "not before it falls silent");
  states.noteCluster([node("c"), node("a"), node("b", "suspect")], "c", 1500);
  assert.deepEqual([looks(states, 2000).b, leftOf(states, "b", 2000)], ["frozen", 4]);
  assert.equal(looks(states, 6001).b, "suspect");
});

test("a node is isolated or lossy while that lasts", () => {
  const states = three();
  states.noteFault({ about: "a", fault: "isolate-node", seconds: 5 }, 0);
  states.noteFault({ about: "b", fault: "lossy-network", seconds: 10 }, 0);
  assert.deepEqual(looks(states, 4999), { c: "alive", a: "isolated", b: "lossy" });
  assert.deepEqual(looks(states, 5000), { c: "alive", a: "alive", b: "lossy" });
});

test("a node that is asked to die says so until it is gone or is not to die", () => {
  const states = three();
  states.setAskedToDie("a", true);
  assert.equal(looks(states, 0).a, "dying");
  states.setAskedToDie("a", false);
  assert.equal(looks(states, 0).a, "alive");
});

test("who is gone stays as a ghost for ten seconds, in its place", () => {
  const states = three();
  states.noteCluster([node("c"), node("b")], "c", 1000);
  assert.deepEqual(looks(states, 1000), { c: "alive", a: "gone", b: "alive" });
  assert.deepEqual(states.cards(1000).map(({ id }) => id), ["c", "a", "b"]);
  assert.equal(states.cards(1000)[1].holder, false);
  assert.deepEqual(looks(states, 11_000), { c: "alive", b: "alive" });
});

test("of a ghost that is frozen or isolated that is said, as long as it lasts", () => {
  const states = three();
  states.noteFault({ about: "a", fault: "freeze-node", seconds: 5 }, 0);
  states.noteCluster([node("c"), node("b")], "c", 3000);
  assert.equal(looks(states, 4000).a, "frozen");
  assert.equal(looks(states, 6000).a, "gone");
  assert.ok(states.cards(4000).find(({ id }) => id === "a").isGhost);
});

test("a node that comes back under the same name has the same colour", () => {
  const palette = new Palette();
  palette.note("1", "alpha");
  palette.note("2", "beta");
  palette.note("3", "alpha");
  assert.equal(palette.classOf("3"), palette.classOf("1"));
  assert.notEqual(palette.classOf("2"), palette.classOf("1"));
});

test("of many nodes the last ones are known, each with another colour", () => {
  const palette = new Palette();
  for (let i = 0; i < 1000; ++i) palette.note(String(i), `node ${i}`);
  assert.equal(palette.nameOf("0"), undefined);
  const last = Array.from({ length: 8 }, (_, i) => String(992 + i));
  assert.deepEqual(last.map((id) => palette.nameOf(id)), last.map((id) => `node ${id}`));
  assert.equal(new Set(last.map((id) => palette.classOf(id))).size, 8);
});

test("who comes back under the same name takes the ghost's place", () => {
  const states = three();
  states.noteCluster([node("c"), node("b")], "c", 1000);
  states.noteCluster([node("c"), { ...node("z"), name: "node a" }, node("b")], "c", 2000);
  assert.deepEqual(states.cards(2000).map(({ id }) => id), ["c", "z", "b"]);
});

const card = (x, y) => ({ x, y, width: 100, height: 60 });
const links = (...pairs) => pairs.map(([a, b]) => ({ a, b, text: "0.3 ms" }));
const isOn = ({ x, y }, r) => x > r.x && x < r.x + r.width && y > r.y && y < r.y + r.height;

test("a link's figure stands between its cards, on none of them", () => {
  const cards = new Map([["a", card(80, 0)], ["b", card(0, 120)], ["c", card(160, 120)]]);
  const lines = layOutLinks(links(["a", "b"], ["a", "c"], ["b", "c"]), cards);
  for (const { place } of lines) assert.ok(place && ![...cards.values()].some((r) => isOn(place, r)), JSON.stringify(place));
  assert.deepEqual(lines[2].place, { x: 130, y: 150 });
});

test("a figure stands on no card that has no links either", () => {
  const cards = new Map([["a", card(0, 0)], ["b", card(0, 240)]]);
  const ghost = { ...card(0, 100), width: 60 };
  const [{ place }] = layOutLinks(links(["a", "b"]), cards, [ghost]);
  assert.ok(place && !isOn(place, ghost), JSON.stringify(place));
});

test("figures do not stand on each other where links cross; what has no room has none", () => {
  const cards = new Map([["a", card(0, 0)], ["b", card(160, 0)], ["c", card(0, 120)], ["d", card(160, 120)]]);
  const [one, other] = layOutLinks(links(["a", "d"], ["b", "c"]), cards);
  assert.deepEqual(one.place, { x: 130, y: 90 });
  const columns = new Map([["a", card(0, 0)], ["b", card(0, 120)], ["c", card(45, 0)], ["d", card(45, 120)]]);
  const places = layOutLinks(links(["a", "b"], ["c", "d"]), columns).map(({ place }) => place);
  assert.ok(Math.abs(places[0].y - places[1].y) >= 16 || Math.abs(places[0].x - places[1].x) >= 42, "nor close to each other");
  if (other.place) assert.ok(Math.hypot(other.place.x - 130, other.place.y - 90) > 16);
  const close = new Map([["a", card(0, 0)], ["b", card(102, 0)]]);
  assert.equal(layOutLinks(links(["a", "b"]), close)[0].place, null);
});

test("a link past another card bends around it, and one to nobody is not drawn", () => {
  const cards = new Map([["a", card(0, 0)], ["b", card(0, 100)], ["c", card(0, 200)], ["d", card(160, 0)]]);
  const lines = layOutLinks(links(["a", "c"], ["a", "z"]), cards);
  assert.equal(lines.length, 1);
  assert.ok(lines[0].past.x > 100, `${lines[0].past.x}`);
});
