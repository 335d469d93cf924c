// SPDX-License-Identifier: GPL-3.0-or-later
// The manual pages, which are made of what the programs say with --help.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

const bin = process.env.EVERBOUNCE_BIN;
const hasMaker = spawnSync("help2man", ["--version"]).status === 0;

for (const program of ["everbounced", "everbounce", "everbouncectl", "everbounce-engine"]) {
  const isBuilt = existsSync(join(bin, program));
  test(`the page of ${program} has every option, and what belongs to a page`, { skip: !(isBuilt && hasMaker) && "not built" }, () => {
    const { stdout: help } = spawnSync(join(bin, program), ["--help"], { encoding: "utf8" });
    const page = gunzipSync(readFileSync(join(bin, "../man", `${program}.1.gz`))).toString().replaceAll("\\-", "-");
    const options = [...new Set(help.match(/--[a-z][a-z-]+/g))];
    assert.notEqual(options.length, 0);
    for (const option of options) assert.ok(page.includes(option), option);
    for (const section of ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", '"SEE ALSO"']) assert.match(page, new RegExp(`^\\.SH ${section}`, "m"));
  });
}
