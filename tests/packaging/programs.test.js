// SPDX-License-Identifier: GPL-3.0-or-later
// How the programs in packaging/ are called, as far as it shows without a run of them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const packaging = fileURLToPath(new URL("../../packaging", import.meta.url));
const run = (name, ...args) => spawnSync(join(packaging, name), args, { encoding: "utf8", timeout: 20_000 });

for (const name of ["check", "check-against", "check-debian", "check-sanitizers", "fuzz", "build", "demo", "two-versions", "bundle-editor", "skipped-tests"]) {
  test(`${name} says what it does`, () => {
    const { status, stdout, stderr } = run(name, "--help");
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.ok(stdout.includes(`packaging/${name}`), stdout);
  });

  test(`${name} refuses what it does not know, in one line`, () => {
    const { status, stdout, stderr } = run(name, "--unheard-of");
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.match(stderr, /^[^\n]+Usage: packaging\/[^\n]+\n$/);
  });
}

for (const args of [["--debian"], ["--debian", "11"], ["--debian", "13", "--root"], ["--sanitizers", "msan"], ["--against"], ["--against", "--all"]])
  test(`check refuses ${args.join(" ")}`, () => assert.equal(run("check", ...args).status, 2));

for (const args of [[], ["0"], ["-5"], ["1h"], ["5", "no-such-target"], ["5", "../corpus"]])
  test(`fuzz refuses ${JSON.stringify(args)}`, () => assert.equal(run("fuzz", ...args).status, 2));

test("what ctest calls passed is listed if it was skipped", async () => {
  const folder = await mkdtemp(join(tmpdir(), "everbounce-"));
  const log = join(folder, "LastTest.log");
  const listed = async (text) => {
    await writeFile(log, text);
    return run("skipped-tests", log).stdout;
  };
  assert.equal(await listed("1/2 Testing: tst_a\nPASS   : TestA::works()\n2/2 Testing: b\nok 1 - works\n"), "Nothing was skipped.\n");
  const some = await listed(
    "1/2 Testing: tst_a\nPASS   : TestA::works()\nSKIP   : TestA::needsRoot() Skipped: only root can.\n   Loc: [a.cpp(7)]\n" +
      "2/2 Testing: browser_b\nok 1 - works\n# Subtest: in Firefox\nok 2 - in Firefox # SKIP there is none\n",
  );
  assert.deepEqual(some.trim().split("\n").slice(1), [
    "    browser_b: in Firefox: there is none",
    "    tst_a: TestA::needsRoot() Skipped: only root can.",
  ]);
  await rm(folder, { recursive: true });
});

test("systems and packages come from the mirror that the machine is set up for", () => {
  for (const name of readdirSync(packaging).filter((name) => statSync(join(packaging, name)).isFile()))
    assert.doesNotMatch(readFileSync(join(packaging, name), "utf8"), /debian\.org|ubuntu\.com|npmjs\.org/, name);
});
