// SPDX-License-Identifier: GPL-3.0-or-later
// The page in Firefox and in WebKit: what the tests of Chromium prove in detail, in short.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { launchFirefox } from "../drivers/firefox.js";
import { launchWebKit } from "../drivers/webkit.js";
import { FakeNode, epochNow, referencePosition, until } from "../support.js";

const isThere = (program) => spawnSync("sh", ["-c", 'command -v "$0"', program]).status === 0;
const firefox = process.env.EVERBOUNCE_FIREFOX || "firefox-esr";

for (const { name, launch, program, hides } of [
  { name: "Firefox", launch: launchFirefox, program: firefox, hides: true },
  { name: "WebKit", launch: launchWebKit, program: "WebKitWebDriver", hides: false }, // its driver shows both tabs at once
])
  describe(name, { skip: !isThere(program) && `${program} is not installed` }, () => {
    let browser, nodes;

    before(async () => (browser = await launch()));
    after(() => browser?.close());
    beforeEach(async () => {
      const epoch = epochNow();
      nodes = await Promise.all(["first", "second"].map((name, i) => FakeNode.start({ id: i + 1, name, epoch })));
      nodes[0].meet(nodes[1]);
      nodes[1].meet(nodes[0]);
      await until(async () => (await (await fetch(`${nodes[0].url}api/v1/cluster`)).json()).nodes.length === 2);
      await browser.go(nodes[0].url);
      await until(() => browser.run(() => window.everbounce?.node()));
      await browser.run(() => {
        window.errors_ = [];
        for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, (event) => window.errors_.push(String(event.message ?? event.reason)));
      });
    });
    afterEach(async () => {
      assert.deepEqual(await browser.run(() => window.errors_ ?? []), []);
      await Promise.all(nodes.map((node) => node.end()));
    });

    const feedingNode = () => browser.run(() => window.everbounce?.node());
    const shown = () =>
      browser.run(() => {
        const [x, y] = document.getElementById("ball").getAttribute("transform").match(/-?[\d.]+/g).map(Number);
        return { x, y };
      });
    async function ballMoves() {
      const before = JSON.stringify(await shown());
      await until(async () => JSON.stringify(await shown()) !== before);
    }
    const click = (selector) => browser.run((selector) => document.querySelector(selector).click(), selector);
    const standbyIs = (node) => until(async () => (await browser.run(() => window.everbounce.standby())) === node.hexId);
    const largestStall = () =>
      browser.run(() => {
        const [, figure, unit] = /largest stall ([\d.]+)\s(ms|s)/.exec(document.getElementById("recorder-summary").textContent);
        return Number(figure) * (unit === "s" ? 1000 : 1);
      });

    test("the ball is on the node's flight", async () => {
      await ballMoves();
      const frames = await browser.run(
        () => new Promise((done) => {
          const seen = [];
          const look = (time) => {
            queueMicrotask(() => {
              const [x, y] = document.getElementById("ball").getAttribute("transform").match(/-?[\d.]+/g).map(Number);
              seen.push([window.everbounce.tickAt(time), x, y]);
              if (seen.length === 30) done(seen);
            });
            if (seen.length < 29) requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }),
      );
      for (const [tick, x, y] of frames) {
        const expected = referencePosition(tick);
        assert.ok(Math.hypot(x - expected.x, y - expected.y) < 0.02, `tick ${tick}: ${x} ${y}`);
      }
    });

    test("commands are carried out", async () => {
      await click("#nudge");
      await until(() => browser.run(() => document.querySelector("[data-behavior=RandomRebound]")));
      await click("[data-behavior=RandomRebound]");
      assert.deepEqual((await nodes[0].gotCommands(2)).sort(), ["behavior RandomRebound", "nudge"]);
    });

    test("it flies on with the other node when its own is killed", async () => {
      await standbyIs(nodes[1]);
      nodes[0].signal("SIGKILL");
      await until(async () => (await feedingNode()) === nodes[1].hexId);
      await ballMoves();
      await click("#nudge");
      assert.deepEqual(await nodes[1].gotCommands(1), ["nudge"]);
    });

    test("after an outage of all nodes it is back with the first that answers, and has opened no WebSocket to nobody", async () => {
      await standbyIs(nodes[1]);
      await browser.run(() => {
        window.dialled_ = [];
        const Real = window.WebSocket;
        window.WebSocket = class extends Real {
          constructor(address) {
            super(address);
            window.dialled_.push(address);
            this.addEventListener("error", () => window.dialled_.push(`failed: ${address}`));
          }
        };
      });
      const ports = nodes.map(({ url }) => new URL(url).port);
      nodes.forEach((node) => node.signal("SIGKILL"));
      await until(() => browser.run(() => !document.getElementById("outage").hidden));
      await new Promise((resolve) => setTimeout(resolve, 3000)); // several rounds over all nodes
      assert.deepEqual(await browser.run(() => window.dialled_), []);
      nodes.push(await FakeNode.start({ id: 3, name: "third", port: ports[0] }));
      await until(async () => (await feedingNode()) === nodes[2].hexId);
      await until(() => browser.run(() => document.getElementById("outage").hidden));
      assert.ok(!(await browser.run(() => window.dialled_)).some((told) => told.startsWith("failed")));
    });

    test("what a hidden tab does not draw is no stall", { skip: !hides && "this driver hides no tab" }, async () => {
      await ballMoves();
      const before = await largestStall();
      await browser.awayFor(() => new Promise((resolve) => setTimeout(resolve, 6000)));
      await ballMoves();
      await until(() => browser.run(() => new Promise((done) => setTimeout(() => done(true), 600)))); // the summary is drawn
      const since = await largestStall();
      assert.ok(since < Math.max(1000, 2 * before), `${since} ms, before it was ${before} ms`);
    });

    test("back from another page it goes on, without a stall", { skip: !hides && "this driver does not come back from a page" }, async () => {
      await ballMoves();
      await browser.go(`${nodes[1].url}healthz`);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await browser.back();
      await until(feedingNode);
      await ballMoves();
      await until(async () => Number.isFinite(await largestStall().catch(() => NaN)));
      assert.ok((await largestStall()) < 1500);
    });
  });
