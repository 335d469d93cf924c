// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a page open in a real browser and writes down what it draws: for the benchmark, which talks to it by lines of
// JSON. Asked {"do":"open","url":URL}, {"do":"where"} or {"do":"take"} on standard input, it answers on standard output,
// in that order, an object with these members:
//   node     the id of the node that feeds the page
//   frames   by "take": those since the last one, each [at, x, y]
//   links    by "take": when the page got or lost its last connection since the last one, each [at, has]
//   problem  alone, where that failed
// Instants are nanoseconds of CLOCK_MONOTONIC. It ends with its input.
import { createInterface } from "node:readline";
import { launchBrowser, until } from "./support.js";

/** Runs in the page, before anything of its own. */
function observe() {
  let frames = [];
  let links = [];

  // A frame is what the page shows when its own drawing is done. Frames in which it draws nothing are seen, too.
  const note = (time) => {
    const place = document.getElementById("ball")?.getAttribute("transform");
    if (!place) return;
    if (frames.at(-1)?.[0] === time) frames.at(-1)[1] = place;
    else frames.push([time, place]);
  };
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) =>
    request((time) => {
      draw(time);
      note(time);
    });
  request(function look(time) {
    note(time);
    request(look);
  });

  // A connection feeds the page once its node has greeted; one that is only kept warm, once it was told to.
  const feeding = new Set();
  const setFeeding = (socket, feeds) => {
    const before = feeding.size > 0;
    feeds ? feeding.add(socket) : feeding.delete(socket);
    if (feeding.size > 0 !== before) links.push([performance.now(), !before]);
  };
  window.WebSocket = class extends WebSocket {
    #greeted = false;
    #watches;

    constructor(address, ...more) {
      super(address, ...more);
      this.#watches = !new URL(address).searchParams.has("mode");
      const greet = () => {
        this.#greeted = true;
        setFeeding(this, this.#watches);
      };
      this.addEventListener("message", greet, { once: true });
      this.addEventListener("close", () => setFeeding(this, false));
    }

    send(text) {
      super.send(text);
      if (JSON.parse(text).type !== "watch") return;
      this.#watches = true;
      if (this.#greeted && this.readyState === this.OPEN) setFeeding(this, true);
    }

    close(...reason) {
      setFeeding(this, false);
      super.close(...reason);
    }
  };

  window.takeObserved = () => {
    const taken = { frames, links };
    frames = [];
    links = [];
    return taken;
  };
}

const browser = await launchBrowser();
const page = await browser.newPage();
await page.addInitScript(observe);
const devTools = await page.context().newCDPSession(page);
await devTools.send("Performance.enable");
let origin; // of performance.now(), in milliseconds of CLOCK_MONOTONIC

const feedingNode = () => page.evaluate(() => window.everbounce?.node());
const nanoseconds = (time) => Math.round(1e6 * (origin + time));

const actions = {
  async open({ url }) {
    await page.goto(url);
    await until(feedingNode); // no waitForFunction(): it may evaluate a string, which the page forbids
    const { metrics } = await devTools.send("Performance.getMetrics");
    origin = 1000 * metrics.find(({ name }) => name === "NavigationStart").value;
    return { node: await feedingNode() };
  },
  async where() {
    return { node: await feedingNode() };
  },
  async take() {
    const { frames, links } = await page.evaluate(() => window.takeObserved?.() ?? { frames: [], links: [] });
    return {
      node: await feedingNode(),
      frames: frames.map(([time, place]) => [nanoseconds(time), ...place.match(/-?[\d.]+/g).map(Number)]),
      links: links.map(([time, has]) => [nanoseconds(time), has]),
    };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const answer = await actions[asked.do](asked).catch((error) => ({ problem: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
