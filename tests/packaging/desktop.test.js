// SPDX-License-Identifier: GPL-3.0-or-later
// What a desktop knows of the window: its entry in the menu, its icon, and what a software centre tells of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const id = "org.everbounce.Everbounce";
const top = fileURLToPath(new URL("../..", import.meta.url));
const file = (kind) => join(top, "packaging/desktop", `${id}.${kind}`);
const read = (path) => readFileSync(path, "utf8");

/** Asks another program; without it the test is skipped, and says so. */
function ask(t, program, ...args) {
  const asked = spawnSync(program, args, { encoding: "utf8" });
  if (asked.error?.code === "ENOENT") return t.skip(`${program} is not installed`);
  assert.equal(asked.status, 0, asked.stdout + asked.stderr);
}

test("the desktop file is sound", (t) => ask(t, "desktop-file-validate", file("desktop")));

test("the metadata are sound", (t) => ask(t, "appstreamcli", "validate", "--no-net", "--no-color", file("metainfo.xml")));

test("all of them speak of the same program", () => {
  const entry = read(file("desktop"));
  assert.match(entry, new RegExp(`^Icon=${id}$`, "m"));
  assert.match(entry, /^Exec=everbounce$/m);
  const metadata = read(file("metainfo.xml"));
  assert.ok(metadata.includes(`<id>${id}</id>`));
  assert.ok(metadata.includes(`<launchable type="desktop-id">${id}.desktop</launchable>`));
  assert.ok(read(join(top, "app/everbounce.cpp")).includes(`setDesktopFileName(QStringLiteral("${id}"))`));
});

test("they are installed where desktops look for them", () => {
  const rules = read(join(top, "packaging/cmake/Packages.cmake"));
  for (const [kind, place] of [["desktop", "applications"], ["metainfo.xml", "metainfo"], ["svg", "icons/hicolor/scalable/apps"]])
    assert.match(rules, new RegExp(`desktop/${id}\\.${kind.replace(".", "\\.")}\\s+DESTINATION \\$\\{CMAKE_INSTALL_DATADIR\\}/${place} `));
});
