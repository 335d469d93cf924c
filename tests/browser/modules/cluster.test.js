// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fewWithin, NodeStates } from "../../../web/page/cluster/nodestates.js";
import { Palette } from "../../../web/page/cluster/palette.js";

test("a node has the colour that the cluster gives to its name, also when it is gone", () => {
  const palette = new Palette();
  palette.setColors({ alpha: 3, beta: 1 });
  for (const [id, name] of [["1", "alpha"], ["2", "beta"], ["3", "alpha"], ["4", "gamma"]]) palette.note(id, name);
  assert.deepEqual(["1", "2", "3", "4", "5"].map((id) => palette.classOf(id).split(" ")[0].at(-1)), ["3", "1", "3", "0", "0"]);
  palette.setColors({}); // of a node of an older version
  palette.setColors({ gamma: 2 });
  assert.deepEqual(["1", "4"].map((id) => palette.classOf(id).split(" ")[0].at(-1)), ["3", "2"]);
});

test("of 20 nodes no two look the same", () => {
  const palette = new Palette();
  const names = Array.from({ length: 20 }, (_, i) => `node-${i + 1}`);
  palette.setColors(Object.fromEntries(names.map((name, i) => [name, i])));
  names.forEach((name) => palette.note(name, name));
  assert.equal(new Set(names.map((name) => palette.classOf(name))).size, 20);
});

test("no node is blue as the ball and the accent are, and each pattern has its look", () => {
  const style = readFileSync(new URL("../../../web/page/window/style.css", import.meta.url), "utf8");
  const token = (name) => /light-dark\((.*)\)/.exec(style.split(`--${name}:`)[1])[1];
  const hues = Array.from({ length: 8 }, (_, i) => token(`node-${i}`));
  assert.equal(new Set([token("accent"), ...hues]).size, 9);
  const looks = [0, 1, 2, 3].map((i) => style.split(`.node-pattern-${i} {`)[1].split("}")[0]);
  assert.equal(new Set(looks).size, 4);
});

test("of many nodes the last ones are known", () => {
  const palette = new Palette();
  for (let i = 0; i < 1000; ++i) palette.note(String(i), `node ${i}`);
  assert.deepEqual([palette.nameOf("0"), palette.nameOf("999")], [undefined, "node 999"]);
});

test("cards are small where large ones would not all be in sight", () => {
  assert.deepEqual([300, 720, 768, 800, 945, 946, 2000].map(fewWithin), [4, 4, 6, 6, 6, 8, 8]);
});

test("where cards are small the holder comes first, after the own node", () => {
  const states = new NodeStates();
  const nodes = ["a", "b", "c", "d", "e"].map((id) => ({ id, name: id, state: "alive", holder: id === "d" }));
  states.noteCluster(nodes, "b", 0);
  const order = (most) => states.cards(0, most).map(({ id }) => id).join("");
  assert.deepEqual([order(4), order(5)], ["bdace", "bacde"]);
});
