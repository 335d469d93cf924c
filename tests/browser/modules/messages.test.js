// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { feedAddress, healthAddress, pageAddress } from "../../../web/page/feed/addresses.js";
import { events, faults, understood } from "../../../web/page/feed/messages.js";
import { strange } from "../strange.js";

const read = (message) => understood(JSON.stringify(message));

test("an address is one of a page that a browser can open", () => {
  for (const told of ["http://127.0.0.1:4000/", "https://ball.example/here/", "HTTP://[fd77::1]:4000/"]) assert.ok(pageAddress(told), told);
  for (const told of ["http://[fe80::1%25eth0]:4000/", "http://[fe80::1%eth0]/", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "ftp://ball.example/", "//ball.example", "ball.example", "http://", "http://:4000/", "http://a b/", "http://x:99999/", "", " ", null, undefined, 7, {}, []])
    assert.equal(pageAddress(told), undefined, String(told));
});

test("feed and health are beside the page, wherever that is", () => {
  assert.equal(feedAddress("https://ball.example/some/where/?x#y"), "wss://ball.example/some/where/live");
  assert.equal(healthAddress("wss://ball.example/some/where/live"), "https://ball.example/some/where/healthz");
  assert.equal(healthAddress("ws://127.0.0.1:4000/live"), "http://127.0.0.1:4000/healthz");
});

test("what is no message is none", () => {
  for (const data of ["", "{", "null", "7", '"hello"', "[]", "{}", '{"type":7}', '{"type":"unheard of"}', '{"type":"constructor"}', '{"type":"__proto__"}', undefined, {}])
    assert.equal(understood(data), null, String(data));
});

test("of a cluster the nodes that can be used are shown, each once, and the rest of it", () => {
  const sound = { id: "a", name: "first", url: "http://127.0.0.1:4000/" };
  const { nodes, behaviors, term } = read({
    type: "cluster",
    term: "many",
    nodes: [null, 7, [], {}, { id: 1, name: "x" }, { id: "b" }, sound, { ...sound, id: "c", url: "http://[fe80::1%25eth0]:4000/", started_at: "never" }, sound],
    behaviors: [null, { name: 5 }, { name: "MirrorJump", nodes: [1, "first"], problem: {} }],
  });
  assert.deepEqual(nodes.map(({ id, url }) => [id, url]), [["a", "http://127.0.0.1:4000/"], ["c", ""]]);
  assert.deepEqual(behaviors.map(({ name, nodes, problem }) => [name, nodes, problem]), [["MirrorJump", ["first"], null]]);
  assert.equal(term, 0);
  assert.equal(read({ type: "cluster", nodes: "none" }), null);
});

test("what a later version adds is left as it is", () => {
  assert.equal(read({ type: "tick", now: 7, leap: "yes" }).leap, "yes");
  assert.equal(read({ type: "cluster", nodes: [{ id: "a", name: "first", mood: 3 }] }).nodes[0].mood, 3);
});

test("a flight is sound as a whole, or is none", () => {
  const track = { type: "track", term: 1, now: 5, end: 100, segments: [[0, 1, 2, 3, 4], [9, 1, 2, 3, 4, 0, 1]] };
  assert.ok(read(track));
  for (const change of [{ term: null }, { now: "5" }, { end: 1e300 }, { segments: {} }, { segments: [[0, 1, 2, 3]] }, { segments: [[0, 1, 2, 3, null]] },
    { segments: [[9, 1, 2, 3, 4], [9, 1, 2, 3, 4]] }, { segments: [7] }])
    assert.equal(read({ ...track, ...change }), null, JSON.stringify(change));
});

test("counts, links, events and faults are those that are sound", () => {
  assert.deepEqual(read({ type: "viewers", online: {}, nodes: { a: 3, b: "many", c: -1 } }), { type: "viewers", online: 0, nodes: { a: 3 } });
  assert.equal(read({ type: "links", links: [null, { a: "a", b: "b", round_trip_ms: 1 }, { a: "a", b: 2 }] }).links.length, 1);
  assert.equal(events([null, { text: "no time" }, { at: 1, text: "sound", about: 3 }]).length, 1);
  assert.equal(faults([{ fault: "x" }, { fault: "kill-node", title: "Kill" }, 7]).length, 1);
  assert.equal(events({ not: "a list" }), undefined);
});

test("nothing that is told is an error", () => {
  for (let seed = 0; seed < 20_000; ++seed) understood(strange(seed));
});
