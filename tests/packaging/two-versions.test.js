// SPDX-License-Identifier: GPL-3.0-or-later
// What it does before it builds. The rest takes minutes; `packaging/two-versions --auto` checks that.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

async function run(...args) {
  const program = fileURLToPath(new URL("../../packaging/two-versions", import.meta.url));
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const text = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) child[stream].on("data", (data) => (text[stream] += data));
  const [status] = await once(child, "close");
  return { status, ...text };
}

for (const args of [["--manual"], ["--port"], ["--port", "0"], ["--port", "65535"], ["--port", "4000x"]])
  test(`bad usage: ${args.join(" ")}`, async () => {
    const { status, stdout, stderr } = await run(...args);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.match(stderr, /^[^\n]+Usage: packaging\/two-versions [^\n]+\n$/);
  });

test("a port in use is said before anything is built", async () => {
  const server = createServer((_, answer) => answer.end("ok\n")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const { status, stdout, stderr } = await run("--auto", "--port", String(port));
  server.close();
  assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
  assert.equal(stderr, `Port ${port} is in use: give another with --port.\n`);
});
