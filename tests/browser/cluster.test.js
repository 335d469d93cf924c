// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { Palette } from "../../web/page/cluster/palette.js";

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
