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
  #nodes = new Map(); // name → { child, port, url, pid }
  #firstPort = 30000 + 10 * Math.floor(Math.random() * 200);

  static async start(names) {
    const cluster = new Cluster();
    cluster.directory = await mkdtemp(join(tmpdir(), "everbounce-pictures-"));
    cluster.discoveryPort = 20000 + Math.floor(Math.random() * 10000);
    await writeFile(join(cluster.directory, "key"), randomBytes(32), { mode: 0o600 });
    for (const name of names) await cluster.startNode(name);
    return cluster;
  }

  /** Starts a node, or one that was killed again; `program` and `environment` are for those with a window. */
  async startNode(name, { program = "everbounced", port = this.#nodes.get(name)?.port ?? this.#freePort(), environment = {} } = {}) {
    const child = spawn(
      join(bin, program),
      ["--name", name, "--http-port", port, "--cluster", "pictures", "--discovery-port", this.discoveryPort,
        "--cluster-key-file", join(this.directory, "key"), "--state-dir", join(this.directory, name),
        "--behavior-dir", broken, "--log-level", "error"].map(String),
      { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...environment } },
    );
    const [ready] = await once(createInterface({ input: child.stdout }), "line");
    this.#nodes.set(name, { child, port, url: /http=(\S+)/.exec(ready)[1], pid: Number(/pid=(\d+)/.exec(ready)[1]) });
  }

  /** Below those that the system gives to connections. */
  #freePort() {
    return this.#firstPort + this.#nodes.size;
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

  async stopNode(name) {
    const { child } = this.#nodes.get(name);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  }

  async stop() {
    for (const name of this.#nodes.keys()) await this.stopNode(name);
    await rm(this.directory, { recursive: true, force: true });
  }
}
