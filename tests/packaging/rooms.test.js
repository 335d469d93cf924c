// SPDX-License-Identifier: GPL-3.0-or-later
// The house keeps its order: no room includes what it does not link, and what runs a singleton knows no ball.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../../", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "everbounce-rooms-"));
after(() => rmSync(directory, { recursive: true }));

/** Checks a house of two rooms, of which the upper one links the lower; gives the exit status and what was said. If
    the folder is shared, the lower room is one of two in it. */
function check(files, isShared = false) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const list = join(directory, "rooms.cmake");
  writeFileSync(list, `list(APPEND rooms lower)\nset(sources_lower engine/lower/Lower.cpp)\nset(links_lower)
    list(APPEND rooms upper)\nset(sources_upper engine/upper/Upper.cpp)\nset(links_upper lower)\n` +
    (isShared ? "list(APPEND rooms beside)\nset(sources_beside engine/lower/Beside.cpp)\nset(links_beside)\n" : ""));
  const script = join(project, "packaging/cmake/Rooms.cmake");
  const { status, stderr } = spawnSync("cmake", [`-DROOMS=${list}`, "-P", script], { cwd: directory, encoding: "utf8" });
  return { status, stderr };
}

test("a room includes itself and what it links", () => {
  const { status, stderr } = check({
    "engine/lower/Lower.h": "",
    "engine/lower/Lower.cpp": '#include "engine/lower/Lower.h"\n',
    "engine/upper/Upper.h": '#include "engine/lower/Lower.h"\n',
    "engine/upper/Upper.cpp": '#include "engine/upper/Upper.h"\n',
  });
  assert.equal(stderr, "");
  assert.equal(status, 0);
});

test("a room that includes what it does not link is found, in a header too", () => {
  const { status, stderr } = check({ "engine/lower/Lower.h": '#include "engine/upper/Upper.h"\n' });
  assert.notEqual(status, 0);
  assert.match(stderr, /engine\/lower\/Lower\.h: .*lower does not link what is in engine\/upper/);
});

for (const [what, files] of [
  ["a header without a source of its own", { "engine/lower/Bare.h": '#include "engine/upper/Upper.h"\n' }],
  ["an include in angle brackets", { "engine/lower/Lower.h": "#include <engine/upper/Upper.h>\n" }],
  ["an include with spaces", { "engine/lower/Lower.h": '\t#\tinclude "engine/upper/Upper.h"\n' }],
]) {
  test(`${what} is looked at, too`, () => {
    const { status, stderr } = check({ "engine/lower/Lower.h": "", "engine/lower/Beside.cpp": "", ...files }, true);
    assert.notEqual(status, 0);
    assert.match(stderr, /lower does not link what is in engine\/upper/);
  });
}

/** The files below these folders, from the top of the tree. */
function filesOf(folders, pattern) {
  return folders.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true }).filter((name) => pattern.test(name)).map((name) => join(folder, name)));
}

const ballFree = ["engine/base", "engine/cluster", "engine/lease", "engine/singleton"];
const ofBalls = /\b(balls?|tracks?|fl(y|ies|ew|own|ights?)|behaviou?rs?|bounces?)\b/i;

for (const room of ballFree)
  test(`${room} holds no word of a ball`, () => {
    const files = filesOf([room], /\.(h|cpp|txt)$/);
    assert.notEqual(files.length, 0);
    for (const file of files) {
      const lines = readFileSync(join(project, file), "utf8").split("\n");
      for (const [index, line] of lines.entries())
        assert.doesNotMatch(line, ofBalls, `${file}:${index + 1}`);
    }
  });

const ofLeases = /(?<!re)lease|holder|\bterms?\b|tenure/i;

test("engine/cluster holds no word of a lease", () => {
  for (const file of filesOf(["engine/cluster"], /\.(h|cpp|txt)$/)) {
    const lines = readFileSync(join(project, file), "utf8").split("\n");
    for (const [index, line] of lines.entries())
      assert.doesNotMatch(line, ofLeases, `${file}:${index + 1}`);
  }
});

// Where a lease may be kept: a list for the build, a list for the program, and what may be broken of it.
const keepersAreListedIn = ["engine/CMakeLists.txt", "engine/node/view/Fault.cpp", "engine/singleton/Coordinations.cpp"];

test("a lease that is kept elsewhere is known to its own rooms and to three files", () => {
  const ownRooms = /^engine\/(lease|singleton)\/etcd\//;
  const languages = /^web\/page\/(sent|window\/strings\.\w+\.js$)/;
  const knowing = filesOf(["app", "engine", "gui", "qml", "web"], /\.(h|cpp|txt|qml|js|json|html|css)$/)
    .filter((file) => !ownRooms.test(file) && !languages.test(file))
    .filter((file) => /etcd/i.test(readFileSync(join(project, file), "utf8")));
  assert.deepEqual(knowing.sort(), keepersAreListedIn);
});
