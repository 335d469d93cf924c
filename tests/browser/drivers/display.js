// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { once } from "node:events";

/** A display without a screen: { name, stop() }. */
export async function startDisplay() {
  const args = ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"];
  const server = spawn("Xvfb", args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(server, "exit");
  const [number] = await once(server.stdout, "data");
  return {
    name: `:${String(number).trim()}`,
    async stop() {
      server.kill();
      await ended;
    },
  };
}
