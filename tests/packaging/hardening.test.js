// SPDX-License-Identifier: GPL-3.0-or-later
// The build is hardened against exploits of memory errors: checked on each program and plugin itself.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const build = join(process.env.EVERBOUNCE_BIN, "..");
const cache = readFileSync(join(build, "CMakeCache.txt"), "utf8");
const cached = (name) => cache.match(new RegExp(`^${name}:\\w+=(.*)$`, "m"))?.[1] ?? "";
const hardened = /^(Release|RelWithDebInfo|MinSizeRel)$/.test(cached("CMAKE_BUILD_TYPE")) && !/-fsanitize/.test(cached("CMAKE_CXX_FLAGS"));
const skip = !hardened && "only optimised builds without sanitizers are hardened";

function readelf(...args) {
  const { error, status, stdout, stderr } = spawnSync("readelf", ["--wide", ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ifError(error);
  assert.equal(status, 0, stderr);
  return stdout;
}

const files = (directory, isWanted) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const programs = files(process.env.EVERBOUNCE_BIN, () => true);
const plugins = files(join(build, "lib"), (name) => name.endsWith(".so"));

test("there are programs and plugins to look at", () => {
  for (const name of ["everbounced", "everbounce-engine", "everbouncectl"])
    assert.ok(programs.some((path) => path.endsWith(`/${name}`)), name);
  assert.ok(plugins.length >= 2);
});

for (const path of [...programs, ...plugins]) {
  const name = path.slice(build.length + 1);
  const isProgram = programs.includes(path);

  test(`${name} lies anywhere in memory`, { skip }, () => {
    assert.match(readelf("--file-header", path), /Type:\s+DYN /);
    assert.equal(/\(FLAGS_1\).*\bPIE\b/.test(readelf("--dynamic", path)), isProgram);
  });

  test(`${name} has a stack that is not run, and tables that are not written`, { skip }, () => {
    const headers = readelf("--program-headers", path);
    assert.match(headers, /GNU_STACK .* RW /);
    assert.match(headers, /GNU_RELRO/);
    assert.ok(!/LOAD .* RWE /.test(headers));
    assert.match(readelf("--dynamic", path), /\(FLAGS(_1)?\).*\b(BIND_)?NOW\b/);
    assert.ok(!/\(TEXTREL\)/.test(readelf("--dynamic", path)));
  });
}

// Those that are here put nothing on the stack that could run over, so they need no check of it: what counts is how they were
// compiled, each file of them.
for (const path of plugins) {
  const name = path.slice(build.length + 1);

  test(`${name} would watch its stack`, { skip }, (t) => {
    const compilers = readelf("--debug-dump=info", path).match(/DW_AT_producer.*/g);
    assert.ok(compilers, "it has no debugging information");
    if (compilers.some((how) => how.includes("clang"))) return t.skip("Clang does not record how it was called");
    for (const how of compilers) assert.match(how, / -fstack-protector-strong .*-fstack-clash-protection /);
  });
}

for (const path of programs) {
  const name = path.slice(build.length + 1);

  test(`${name} watches its stack and the lengths of what it copies`, { skip }, () => {
    const symbols = readelf("--dyn-syms", path);
    assert.match(symbols, / __stack_chk_fail@/);
    assert.match(symbols, / __\w+_chk@/);
  });

  // Debian's own start-up files have no such mark, so the linker gives none to the program as a whole.
  test(`${name} is jumped into at marked places only`, { skip: skip || (process.arch !== "x64" && "x86 alone has it") }, () => {
    const [, main] = readelf("--syms", path).match(/: ([0-9a-f]+) +\d+ FUNC +GLOBAL +\w+ +\d+ main$/m);
    const [, address, offset] = readelf("--section-headers", path).match(/ \.text +PROGBITS +([0-9a-f]+) ([0-9a-f]+) /);
    const at = parseInt(main, 16) - parseInt(address, 16) + parseInt(offset, 16);
    assert.equal(readFileSync(path).subarray(at, at + 4).toString("hex"), "f30f1efa"); // endbr64
  });
}
