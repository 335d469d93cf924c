// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, beforeEach, test } from "node:test";

const entrypoint = fileURLToPath(new URL("../../packaging/docker/entrypoint", import.meta.url));
const key = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index));

// In place of the real node, one that prints how it was started.
const directory = mkdtempSync(join(tmpdir(), "everbounce-container-"));
after(() => rmSync(directory, { recursive: true }));
writeFileSync(join(directory, "everbounced"), '#!/bin/sh\necho "arguments $*"\nenv\n');
chmodSync(join(directory, "everbounced"), 0o755);
const keyFile = join(directory, "cluster.key");
const secret = join(directory, "everbounce_cluster_key");
beforeEach(() => [keyFile, secret].forEach((file) => rmSync(file, { force: true })));

function start(environment, ...args) {
  return spawnSync(entrypoint, args, {
    encoding: "utf8",
    env: {
      PATH: `${directory}:${process.env.PATH}`,
      EVERBOUNCE_CLUSTER_KEY_FILE: keyFile,
      EVERBOUNCE_SECRETS: directory,
      ...environment,
    },
  });
}

test("the key of the environment becomes a file for the node alone", () => {
  const { status, stdout } = start({ EVERBOUNCE_CLUSTER_KEY: key.toString("base64") }, "--tick", "20");
  assert.equal(status, 0);
  assert.deepEqual(readFileSync(keyFile), key);
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  assert.match(stdout, /^arguments --tick 20$/m);
  assert.ok(!stdout.includes(key.toString("base64")));
});

test("a secret does as well, and a key that stands already is replaced", () => {
  writeFileSync(keyFile, "another cluster's", { mode: 0o600 });
  writeFileSync(secret, `${key.toString("base64")}\n`);
  assert.equal(start({}).status, 0);
  assert.deepEqual(readFileSync(keyFile), key);
});

for (const [what, environment] of [
  ["no key", {}],
  ["what is no base64", { EVERBOUNCE_CLUSTER_KEY: "*secret*" }],
])
  test(`${what} is bad usage, said in one line, and no node starts`, () => {
    const { status, stdout, stderr } = start(environment);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.match(stderr, /^[^\n]+\n$/);
    assert.ok(!stderr.includes("*secret*"));
    assert.ok(!existsSync(keyFile) && !existsSync(`${keyFile}.new`));
  });

test("with a code to join no key is needed, and one that was kept stays", () => {
  writeFileSync(keyFile, "kept", { mode: 0o600 });
  const { status, stdout } = start({ EVERBOUNCE_JOIN: "eb1-code" });
  assert.equal(status, 0);
  assert.match(stdout, /^EVERBOUNCE_JOIN=eb1-code$/m);
  assert.equal(readFileSync(keyFile, "utf8"), "kept");
});

test("a cloud's machine gives its name, unless another one was given", () => {
  const machine = { EVERBOUNCE_CLUSTER_KEY: key.toString("base64"), FLY_MACHINE_ID: "148e21", FLY_REGION: "fra" };
  assert.match(start(machine).stdout, /^EVERBOUNCE_NAME=148e21\.fra$/m);
  assert.match(start({ ...machine, EVERBOUNCE_NAME: "mine" }).stdout, /^EVERBOUNCE_NAME=mine$/m);
});
