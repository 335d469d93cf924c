// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { Palette } from "../../../web/page/cluster/palette.js";

test("a node has the colour that the cluster gives to its name, also when it is gone", () => {
  const palette = new Palette();
  palette.setColors({ alpha: 3, beta: 1 });
  for (const [id, name] of [["1", "alpha"], ["2", "beta"], ["3", "alpha"], ["4", "gamma"]]) palette.note(id, name);
  assert.deepEqual(["1", "2", "3", "4", "5"].map((id) => palette.classOf(id).at(-1)), ["3", "1", "3", "0", "0"]);
  palette.setColors({}); // of a node of an older version
  palette.setColors({ gamma: 2 });
  assert.deepEqual(["1", "4"].map((id) => palette.classOf(id).at(-1)), ["3", "2"]);
});

test("of many nodes the last ones are known", () => {
  const palette = new Palette();
  for (let i = 0; i < 1000; ++i) palette.note(String(i), `node ${i}`);
  assert.deepEqual([palette.nameOf("0"), palette.nameOf("999")], [undefined, "node 999"]);
});
