// SPDX-License-Identifier: GPL-3.0-or-later
// A real partition of real nodes, seen by a page that reaches them all.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchBrowser, openPage, startNode, until } from "../support.js";

let browser, home;
const nodes = [];

async function freeDiscoveryPort() {
  const socket = createSocket("udp4").bind(0);
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}

before(async () => {
  browser = await launchBrowser();
  home = mkdtempSync(join(tmpdir(), "partition-"));
  const port = await freeDiscoveryPort();
  for (const name of ["alpha", "beta", "gamma"])
    nodes.push(await startNode(home, "--name", name, "--discovery-port", port, "--state-dir", join(home, name)));
});
after(async () => {
  await browser.close();
  for (const { child } of nodes) child.kill("SIGTERM");
  await Promise.all(nodes.map(({ child }) => child.exitCode ?? once(child, "exit")));
  rmSync(home, { recursive: true });
});

const cluster = async ({ url }) => (await fetch(`${url}api/v1/cluster`)).json();
const post = async ({ url }, path, body) => {
  const answer = await fetch(`${url}api/v1/${path}`, { method: "POST", body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
};

/** The holder, once all nodes hear each other and name the same one. */
function settledHolder() {
  return until(async () => {
    const views = await Promise.all(nodes.map(cluster));
    const isWhole = views.every((view) => view.nodes.length === 3 && view.nodes.every(({ state }) => state === "alive"));
    return isWhole && views.every(({ holder }) => holder === views[0].holder) && views[0].holder;
  }, 30_000);
}

for (const where of ["cut off", "among the others"]) {
  test(`a page sees both sides of a partition, its own node being ${where}`, async () => {
    const holder = await settledHolder();
    const selves = await Promise.all(nodes.map(async (node) => (await cluster(node)).self));
    const cutOff = nodes[selves.indexOf(holder)];
    const others = nodes.filter((node) => node !== cutOff);
    const [own, other] = where === "cut off" ? [cutOff, others[0]] : [others[0], cutOff];
    const opened = await openPage(browser, own.url, { viewport: { width: 1280, height: 800 } });
    const { page } = opened;
    await until(() => page.evaluate(() => document.querySelectorAll("[data-node]").length === 3));
    await post(cutOff, "faults", { fault: "isolate-node", node: holder, seconds: 8 });
    await page.locator("#sides").getByText("Two sides").waitFor();
    await page.locator("#side-balls .side-ball").waitFor();
    await page.locator(".holds-apart").getByText("holds the lease on the other side").waitFor();
    for (const node of [own, other]) await post(node, "nudge", {});
    const isApart = () => page.evaluate(() => {
      const [own, other] = ["#ball", "#side-balls .side-ball"].map((it) => document.querySelector(it)?.getAttribute("transform")?.match(/-?[\d.]+/g).map(Number));
      return own && other && Math.hypot(own[0] - other[0], own[1] - other[1]) > 30;
    });
    await until(isApart);
    await page.locator("#sides").getByText("One side again").waitFor();
    await page.locator("#event-list").getByText(/missing commands? ha(s|ve) joined the flight: nudge/).first().waitFor();
    await until(() => page.evaluate(() => document.querySelectorAll("#side-balls .side-ball, .holds-apart").length === 0));
    await until(() => page.evaluate(() => document.querySelectorAll("[data-node]").length === 3));
    assert.deepEqual(await page.evaluate(() => window.everbounce.asked()), []);
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });
}
