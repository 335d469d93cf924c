// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const directory = mkdtempSync(join(tmpdir(), "everbounce-units-"));
after(() => rmSync(directory, { recursive: true }));

function unit(name) {
  return readFileSync(new URL(`../../packaging/systemd/${name}`, import.meta.url), "utf8");
}

/** The unit with this build's program in the place of the installed one, which need not be there. */
function placed(name, as = name) {
  const file = join(directory, as);
  const program = join(process.env.EVERBOUNCE_BIN, "everbounced");
  writeFileSync(file, unit(name).replace("ExecStart=/usr/bin/everbounced", `ExecStart=${program}`));
  return file;
}

function analyze(...args) {
  const { error, status, stdout, stderr } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
  return { missing: error?.code === "ENOENT", status, output: `${stdout}${stderr}` };
}
const skip = analyze("--version").missing && "systemd-analyze is not installed";

for (const [name, as] of [["everbounced.service"], ["everbounced@.service", "everbounced@4001.service"]]) {
  test(`systemd understands ${name}`, { skip }, () => {
    const { status, output } = analyze("verify", "--man=no", placed(name, as));
    assert.deepEqual({ status, output }, { status: 0, output: "" });
  });

  test(`${name} gives away no rights that a node does not need`, { skip }, () => {
    const { status, output } = analyze("security", "--offline=yes", "--threshold=20", placed(name));
    assert.equal(status, 0, output); // an exposure of 2.0 of 10 at most
  });
}

for (const name of ["everbounced.service", "everbounced@.service"])
  test(`${name} bounds the memory of a node and its engines`, () => {
    assert.match(unit(name), /^MemoryMax=1G$/m);
    assert.match(unit(name), /^MemorySwapMax=0$/m); // a node that swaps is as good as hung
    assert.match(unit(name), /^OOMPolicy=continue$/m);
  });

test("what systemd does not understand is found", { skip }, () => {
  const file = join(directory, "broken.service");
  writeFileSync(file, "[Service]\nType=notified\nExecStart=/bin/true\n");
  assert.notEqual(analyze("verify", "--man=no", file).output, "");
});

test("the template is the same service, but for its instance", () => {
  const settings = (text) => text.replaceAll("%i", "4000").split("\n").filter((line) => /^[A-Z]/.test(line));
  const own = ["Description=Everbounce node on port 4000", "EnvironmentFile=-/etc/everbounce/4000.env"];
  assert.deepEqual(
    settings(unit("everbounced@.service")).filter((line) => !own.includes(line)),
    settings(unit("everbounced.service")).filter((line) => line !== "Description=Everbounce node"),
  );
});
