// SPDX-License-Identifier: GPL-3.0-or-later
// Every text of the window has its German.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const root = new URL("../../", import.meta.url).pathname;
const kept = join(root, "gui/translations/everbounce_de.ts");

test("the catalogue is what lupdate makes of the sources, and nothing in it is unfinished", { skip: !process.env.EVERBOUNCE_LUPDATE }, () => {
  const folder = mkdtempSync(join(tmpdir(), "everbounce-"));
  try {
    const fresh = join(folder, "everbounce_de.ts");
    copyFileSync(kept, fresh);
    const rooms = ["gui", "qml", "engine/viewer", "engine/node/view"];
    execFileSync(process.env.EVERBOUNCE_LUPDATE, ["-silent", "-locations", "none", "-no-obsolete", "-I", ".", ...rooms, "-ts", fresh], { cwd: root, stdio: ["ignore", "ignore", "ignore"] });
    const textsOf = (file) => [...readFileSync(file, "utf8").matchAll(/<message[\s\S]*?<\/message>/g)].map(([text]) => text).sort();
    assert.deepEqual(textsOf(fresh), textsOf(kept), "build everbounce_update_translations, and translate what is new");
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.doesNotMatch(readFileSync(kept, "utf8"), /type="(unfinished|obsolete|vanished)"|<translation><\/translation>/);
});
