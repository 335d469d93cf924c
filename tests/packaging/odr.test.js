// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const checkOdr = fileURLToPath(new URL("../../packaging/check-odr", import.meta.url));
const check = (...programs) => spawnSync(checkOdr, programs, { encoding: "utf8" });

const directory = mkdtempSync(join(tmpdir(), "everbounce-odr-"));
after(() => rmSync(directory, { recursive: true }));

/** A program of two files, each with a class of a given name and more content. */
function build(name, one, other) {
  const program = join(directory, name);
  const source = (number, type) => {
    const file = join(directory, `${name}${number}.cpp`);
    writeFileSync(file, `namespace everbounce { struct ${type} { int member = ${number}; int get() { return member; } };
      namespace { struct Hidden { int i; }; }
      int use${number}() { Hidden hidden{${number}}; return ${type}().get() + hidden.i; } }
      ${number === 1 ? "int main() { return everbounce::use1(); }" : ""}`);
    return file;
  };
  execFileSync("c++", ["-std=c++20", "-g", "-o", program, source(1, one), source(2, other)]);
  return program;
}

test("two classes of one name in one program are found", () => {
  const { status, stderr } = check(build("twice", "Card", "Card"));
  assert.equal(status, 1);
  assert.match(stderr, /defined in two places: everbounce::Card; .*twice1\.cpp:1 and .*twice2\.cpp:1/);
});

test("classes of unnamed namespaces belong to their files", () => {
  const { status, stderr } = check(build("once", "Card", "Look"));
  assert.equal(stderr, "");
  assert.equal(status, 0);
});

test("a program without debugging information is not passed over", () => {
  const program = build("bare", "Card", "Look");
  execFileSync("strip", [program]);
  const { status, stderr } = check(program);
  assert.equal(status, 1);
  assert.match(stderr, /no debugging information/);
});

// The program with a window holds all that the one without holds.
const node = existsSync(join(process.env.EVERBOUNCE_BIN, "everbounce")) ? "everbounce" : "everbounced";
for (const name of [node, "everbounce-engine", "everbouncectl"])
  test(`${name} defines each class once`, () => {
    const { status, stderr } = check(join(process.env.EVERBOUNCE_BIN, name));
    assert.equal(stderr, "");
    assert.equal(status, 0);
  });
