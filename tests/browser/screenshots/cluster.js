// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const bin = process.env.EVERBOUNCE_BIN ?? "build/bin";
const broken = join(bin, "../lib/everbounce/broken-behaviors");

/** Real nodes on this machine's loopback interface, with a key, ports and files of their own. */
export class Cluster {
  #nodes = new Map(); // name → { child, url }

  static async start(names) {
    const cluster = new Cluster();
    cluster.directory = await mkdtemp(join(tmpdir(), "everbounce-pictures-"));
    cluster.discoveryPort = 20000 + Math.floor(Math.random() * 10000);
    await writeFile(join(cluster.directory, "key"), randomBytes(32), { mode: 0o600 });
    for (const [i, name] of names.entries()) await cluster.startNode(name, { port: 31000 + Math.floor(Math.random() * 1000) * 10 + i });
    return cluster;
  }

  /** Starts a node, or one that was killed again; `environment` and `wrapper` are for those with a window. */
  async startNode(name, { program = "everbounced", port = this.#nodes.get(name)?.port, wrapper = [], environment = {} } = {}) {
    const [command, ...before] = [...wrapper, join(bin, program)];
    const child = spawn(
      command,
      [...before, "--name", name, "--http-port", port, "--cluster", "pictures", "--discovery-port", this.discoveryPort,
        "--cluster-key-file", join(this.directory, "key"), "--state-dir", join(this.directory, name),
        "--behavior-dir", broken, "--log-level", "error"].map(String),
      { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...environment } },
    );
    const [ready] = await once(createInterface({ input: child.stdout }), "line");
    this.#nodes.set(name, { child, port, url: /http=(\S+)/.exec(ready)[1], pid: Number(/pid=(\d+)/.exec(ready)[1]) });
  }

  url(name) {
    return this.#nodes.get(name).url;
  }

  /** What a node says of the cluster. */
  async view(name) {
    return (await fetch(`${this.url(name)}api/v1/cluster`)).json();
  }

  /** The name of the node that holds the lease. */
  async holder(name) {
    const { nodes } = await this.view(name);
    return nodes.find(({ holder }) => holder)?.name;
  }

  async post(name, what, body) {
    const headers = { "Content-Type": "application/json" };
    return fetch(`${this.url(name)}api/v1/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
  }

  signal(name, signal) {
    process.kill(this.#nodes.get(name).pid, signal);
  }

  async stop() {
    for (const { child } of this.#nodes.values()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(this.directory, { recursive: true, force: true });
  }
}
