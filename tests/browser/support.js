// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.EVERBOUNCE_CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: false,
    args: flags,
  });
}

/** A real node with a home of its own, and the address of its page. Whoever starts it ends it. */
export async function startNode(home, ...more) {
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, "config"), XDG_DATA_HOME: join(home, "data"), XDG_RUNTIME_DIR: home };
  const child = spawn(process.env.EVERBOUNCE_NODE, ["--http-port", "0", ...more], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The node has ended before it was ready.")));
  const [ready] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
  ended.catch(() => {}); // at the end of the test
  return { child, url: /http=(\S+)/.exec(ready)[1] };
}

/** A fake node behind the real gateway. `say` gives it a command of tests/browser/fake_node.cpp. */
export class FakeNode {
  static async start({ id = 1, name = "first", epoch, port, publicUrl } = {}) {
    const more = { "--epoch": epoch, "--port": port, "--public-url": publicUrl };
    const given = Object.entries(more).filter(([, value]) => value !== undefined);
    const args = ["--id", id, "--name", name, ...given.flat()].map(String);
    const child = spawn(process.env.EVERBOUNCE_FAKE_NODE, args, { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout });
    const [ready] = await once(lines, "line");
    const node = new FakeNode(child, { id, name, url: /http=(\S+)/.exec(ready)[1] });
    lines.on("line", (line) => node.#note(line));
    return node;
  }

  constructor(child, { id, name, url }) {
    Object.assign(this, { child, id, name, url, hexId: id.toString(16).padStart(16, "0") });
    this.ended = new Promise((resolve) => child.once("exit", resolve));
  }

  /** The commands that it got, oldest first: { id, text }. */
  asked = [];

  #note(line) {
    const [, id, text] = /^asked (\S+) (.*)$/.exec(line) ?? [];
    if (id) this.asked.push({ id, text });
  }

  /** Waits until it has got so many commands, and returns their texts. */
  async gotCommands(count) {
    await until(() => this.asked.length >= count);
    return this.asked.map(({ text }) => text);
  }

  say(command) {
    this.child.stdin.write(`${command}\n`);
  }

  /** Lets this node know of others. */
  meet(...others) {
    for (const { id, name, url } of others) this.say(`node ${id} ${name} ${url}`);
  }

  /**
   * Makes this node know of others that are not there, from the id 2 on: nobody answers at their addresses, and nobody
   * else can. Resolves to these addresses when the node shows them: a page opened after that may connect there.
   */
  async meetAbsent(...names) {
    names.forEach((name, i) => this.say(`node ${i + 2} ${name} absent`));
    const others = await until(async () => {
      const { nodes } = await (await fetch(`${this.url}api/v1/cluster`)).json();
      return nodes.length > names.length && nodes.slice(1);
    });
    return others.map(({ url }) => url);
  }

  async end(signal = "SIGTERM") {
    this.child.kill("SIGCONT");
    this.child.kill(signal);
    await this.ended;
  }

  signal(name) {
    this.child.kill(name);
  }
}

/** The epoch of fakes that shall fly one flight: now, by the monotonic clock of this machine, in nanoseconds. */
export const epochNow = () => process.hrtime.bigint();

/** Where the ball is at a fractional tick, by the original's rules (MirrorJump from the centre). */
export function referencePosition(tick) {
  const whole = Math.floor(tick);
  const bounced = (position, speed, extent) =>
    (speed < 0 && position + speed <= 20) || (speed > 0 && position + speed + 20 >= extent) ? -speed : speed;
  let [x, y, dx, dy] = [400, 200, 4, 3];
  for (let i = 0; i <= whole; ++i) {
    dx = bounced(x, dx, 800);
    dy = bounced(y, dy, 400);
    if (i === whole) return { x: x + dx * (tick - whole), y: y + dy * (tick - whole) };
    x += dx;
    y += dy;
  }
}

/** Waits until `look` gives something true, and returns that. Fails after `ms`. */
export async function until(look, ms = 10_000) {
  for (const end = performance.now() + ms; performance.now() < end; await new Promise((r) => setTimeout(r, 10))) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error(`not so within ${ms} ms: ${look}`);
}

/** Opens a page and keeps whatever it complains about. `prepare(page)` is done before. */
export async function openPage(browser, url, options = {}, prepare = () => {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // That nobody listens at the address of a node that is gone, or was made up, is nothing to complain about.
    if (message.type() === "error" && !message.text().includes("ERR_CONNECTION_REFUSED")) complaints.push(message.text());
  });
  await prepare(page);
  await page.goto(url);
  await until(() => page.evaluate(() => window.everbounce?.node()));
  return { page, complaints, close: () => context.close() };
}

/** The page as another machine sees it: it may command with a token only, if the node has one. `answer(socket, server, command)` gets its commands, and with `answersAll` what it asks of its session, too. */
export function lockCommands(page, answer = () => {}, { takesToken = true, answersAll = false, opened = () => {} } = {}) {
  return page.routeWebSocket(/\/live$/, (socket) => {
    opened(socket);
    const server = socket.connectToServer();
    server.onMessage((text) => {
      const message = JSON.parse(text);
      socket.send(JSON.stringify(message.type === "hello" ? { ...message, may_command: false, takes_token: takesToken } : message));
    });
    socket.onMessage((text) => {
      const message = JSON.parse(text);
      if (message.type === "command" || (answersAll && message.type === "session")) answer(socket, server, message);
      else server.send(text);
    });
  });
}

/** What the page shows on each of its frames, from now on: [time, tick, x, y]. Read it with `recorded`. */
export function record(page) {
  return page.evaluate(() => {
    window.frames_ = [];
    const ball = document.getElementById("ball");
    let rendered = ball.getAttribute("transform"); // perhaps by the server still: it is no frame of the page
    // Observed after the page's own drawing of the same frame.
    const look = (time) => {
      queueMicrotask(() => {
        if (ball.getAttribute("transform") === rendered) return;
        rendered = null;
        const [x, y] = ball.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
        window.frames_.push([time, window.everbounce.tickAt(time), x, y]);
      });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

export const recorded = (page) => page.evaluate(() => window.frames_);
