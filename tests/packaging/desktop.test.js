// SPDX-License-Identifier: GPL-3.0-or-later
// What a desktop knows about the window: its menu entry, its icon, and what a software centre says about it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const id = "org.everbounce.Everbounce";
const top = fileURLToPath(new URL("../..", import.meta.url));
const file = (kind) => join(top, "packaging/desktop", `${id}.${kind}`);
const metadata = join(process.env.EVERBOUNCE_BIN, `../packaging/${id}.metainfo.xml`); // made by the build: it has the version
const read = (path) => readFileSync(path, "utf8");

/** Asks another program, which packaging/install-dependencies --tests brings. */
function ask(program, ...args) {
  const asked = spawnSync(program, args, { encoding: "utf8" });
  assert.ifError(asked.error);
  assert.equal(asked.status, 0, asked.stdout + asked.stderr);
}

test("the desktop file is sound", () => ask("desktop-file-validate", file("desktop")));

// The project has no homepage, so the metadata name none. AppStream 1.0 and later warn of that.
test("the metadata are sound", () => {
  const warns = !/version: 0\./.test(spawnSync("appstreamcli", ["--version"], { encoding: "utf8" }).stdout);
  const without = warns ? ["--override=url-homepage-missing=info"] : [];
  ask("appstreamcli", "validate", "--no-net", "--no-color", ...without, metadata);
});

test("the metadata tell of this version", () => {
  const version = read(join(top, "VERSION")).trim();
  assert.match(read(metadata), new RegExp(`<release version="${version}" date="\\d{4}-\\d\\d-\\d\\d"/>`));
});

test("all of them speak of the same program", () => {
  const entry = read(file("desktop"));
  assert.match(entry, new RegExp(`^Icon=${id}$`, "m"));
  assert.match(entry, /^Exec=everbounce$/m);
  const told = read(metadata);
  assert.ok(told.includes(`<id>${id}</id>`));
  assert.ok(told.includes(`<launchable type="desktop-id">${id}.desktop</launchable>`));
  assert.ok(read(join(top, "app/everbounce.cpp")).includes(`setDesktopFileName(QStringLiteral("${id}"))`));
});

test("they are installed where desktops look for them", () => {
  const rules = read(join(top, "packaging/cmake/Packages.cmake"));
  const isInstalled = (path, place) =>
    assert.match(rules, new RegExp(`${path.replaceAll(".", "\\.")}"?\\s+DESTINATION \\$\\{CMAKE_INSTALL_DATADIR\\}/${place} `));
  isInstalled(`desktop/${id}.desktop`, "applications");
  isInstalled(`packaging/${id}.metainfo.xml`, "metainfo");
  isInstalled(`desktop/${id}.svg`, "icons/hicolor/scalable/apps");
});
