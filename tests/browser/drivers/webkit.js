// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../support.js";
import { startDisplay } from "./display.js";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/**
 * WebKit, by the WebDriver that its package brings, on a display of its own. What it gives is what all drivers give: `go(url)`,
 * `back()`, `run(call, …)`, which runs a function in the page, `awayFor(look)`, which shows another tab while `look()` is
 * under way, and `close()`.
 */
export async function launchWebKit() {
  const display = await startDisplay();
  const home = await mkdtemp(join(tmpdir(), "everbounce-webkit-"));
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    env: { ...process.env, DISPLAY: display.name, HOME: home, XDG_RUNTIME_DIR: home, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" },
  });
  const ended = once(driver, "exit");
  let base = `http://127.0.0.1:${port}`;
  async function ask(method, path, parameters) {
    const answer = await fetch(`${base}${path}`, { method, ...(method === "POST" && { body: JSON.stringify(parameters ?? {}) }) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }
  await until(() => ask("GET", "/status").then(() => true, () => false));
  const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch: {} } });
  base += `/session/${sessionId}`;
  return {
    go: (url) => ask("POST", "/url", { url }),
    back: () => ask("POST", "/back"),
    run: (call, ...args) => ask("POST", "/execute/sync", { script: `return (${call})(...arguments)`, args }),
    async awayFor(look) {
      const first = await ask("GET", "/window");
      const { handle } = await ask("POST", "/window/new", { type: "tab" });
      await ask("POST", "/window", { handle });
      await look();
      await ask("DELETE", "/window");
      await ask("POST", "/window", { handle: first });
    },
    async close() {
      await ask("DELETE", "").catch(() => {});
      driver.kill();
      await ended;
      await display.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
