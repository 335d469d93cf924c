// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

// The program changes the tree that it lies in: it gets one of its own.
const tree = mkdtempSync(join(tmpdir(), "everbounce-version-"));
after(() => rmSync(tree, { recursive: true }));
mkdirSync(join(tree, "packaging"));
const program = join(tree, "packaging/bump-version");
copyFileSync(new URL("../../packaging/bump-version", import.meta.url), program);
const file = join(tree, "VERSION");

function bump(from, ...parts) {
  writeFileSync(file, from);
  const { status, stdout, stderr } = spawnSync(program, parts, { encoding: "utf8" });
  return { status, stdout, stderr, left: readFileSync(file, "utf8") };
}

for (const [part, from, to] of [
  ["patch", "0.1.1", "0.1.2"],
  ["patch", "1.2.9", "1.2.10"],
  ["minor", "0.1.9", "0.2.0"],
  ["major", "0.9.3", "1.0.0"],
  ["major", "9.0.0", "10.0.0"],
])
  test(`${part} makes ${from} ${to}, and says so`, () => {
    assert.deepEqual(bump(`${from}\n`, part), { status: 0, stdout: `${from} -> ${to}\n`, stderr: "", left: `${to}\n` });
    assert.deepEqual(readdirSync(tree).sort(), ["VERSION", "packaging"]);
  });

for (const parts of [[], ["build"], ["patch", "minor"], [""]])
  test(`bad usage changes nothing: ${JSON.stringify(parts)}`, () => {
    const { status, stdout, stderr, left } = bump("0.1.1\n", ...parts);
    assert.deepEqual({ status, stdout, left }, { status: 2, stdout: "", left: "0.1.1\n" });
    assert.match(stderr, /^[^\n]+Usage: packaging\/bump-version patch\|minor\|major\n$/);
  });

for (const broken of ["", "1.2", "1.2.3-rc1", "1.02.3", "1.2.3\n4.5.6\n"])
  test(`what is no version stays as it is: ${JSON.stringify(broken)}`, () => {
    const { status, stderr, left } = bump(broken, "patch");
    assert.deepEqual({ status, left }, { status: 1, left: broken });
    assert.match(stderr, /^VERSION says/);
  });

test("the project's own version can be raised", () => {
  const own = readFileSync(new URL("../../VERSION", import.meta.url), "utf8");
  assert.equal(bump(own, "patch").status, 0);
});
