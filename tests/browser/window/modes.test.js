// SPDX-License-Identifier: GPL-3.0-or-later
// How the page looks to an audience, on a wall, and with many nodes.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, lockCommands, openPage, until } from "../support.js";

let browser, node, opened, page;
before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start({ name: "node-1" });
  await node.meetAbsent("node-2", "node-3");
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

async function open(query, viewport = { width: 1280, height: 720 }) {
  opened = await openPage(browser, node.url + query, { viewport });
  page = opened.page;
  // What the page asks for itself comes a moment later than what it is sent, and makes room for itself.
  for (const part of ["[data-fault=kill-node]", "#pairing:not([hidden])"]) await page.locator(part).waitFor({ state: "attached" });
}

const isVisible = (selector) => page.locator(selector).first().isVisible();

test("on a wall there are the scene and one line, and no control", async () => {
  await open("?kiosk");
  await page.locator("#status-line").getByText("node-1 holds the lease (term 1) · MirrorJump · 3 nodes · Last minute:").waitFor();
  for (const part of ["header", "#fault-strip", "#recorder", "#cluster", "#behaviors-panel", "#event-log", "#tour"])
    assert.equal(await isVisible(part), false, part);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll("button, a, select, input")].filter((it) => it.checkVisibility()).length), 0);
  const { scene, line, scrolls } = await page.evaluate(() => ({
    scene: document.getElementById("scene").getBoundingClientRect().toJSON(),
    line: document.getElementById("status-line").getBoundingClientRect().toJSON(),
    scrolls: document.documentElement.scrollHeight > innerHeight,
  }));
  assert.ok(scene.width > 1200 && line.top >= scene.bottom - 1 && line.bottom <= 720 && !scrolls, JSON.stringify({ scene, line }));
  assert.deepEqual(opened.complaints, []);
});

test("to an audience everything is larger, the rest is hidden, and the tour begins", async () => {
  await open("?present");
  await page.getByRole("heading", { name: "1 of 4: kill the holder" }).waitFor();
  assert.equal(await isVisible("#behaviors-panel"), false);
  assert.equal(await isVisible("#pairing"), false);
  assert.ok((await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))) >= 18);
  await page.keyboard.press("p");
  await page.locator("#behaviors-panel").waitFor();
});

test("20 nodes fit a laptop's screen, as people count them, the holder and those in trouble first", async () => {
  await open("");
  for (let id = 4; id <= 20; ++id) node.say(`node ${id} node-${id} absent`);
  node.say("holder 12");
  node.say("suspect 7");
  const names = () => page.locator("#nodes .name").evaluateAll((all) => all.map((it) => it.textContent.split("@")[1]));
  const rest = Array.from({ length: 19 }, (_, i) => `node-${i + 2}`).filter((name) => name !== "node-12" && name !== "node-7");
  await until(async () => JSON.stringify(await names()) === JSON.stringify(["node-1", "node-12", "node-7", ...rest]));
  const { outside, overlapping } = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".node")].map((it) => it.getBoundingClientRect());
    const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return {
      outside: boxes.filter(({ bottom, right }) => bottom > innerHeight || right > innerWidth).length,
      overlapping: boxes.filter((a) => boxes.some((b) => a !== b && overlap(a, b))).length,
    };
  });
  assert.deepEqual({ outside, overlapping }, { outside: 0, overlapping: 0 });
  await page.locator(".node.holder").getByRole("button", { name: "holder", exact: true }).waitFor();
});

/** The cards that are not wholly in sight. */
const outOfSight = () =>
  page.evaluate(() => [...document.querySelectorAll(".node")].map((it) => it.getBoundingClientRect()).filter(({ right, bottom }) => bottom > innerHeight || right > innerWidth).length);

for (const locale of ["en", "de"])
  test(`however many there are, all are in sight beside the scene on a laptop, in ${locale}`, async () => {
    opened = await openPage(browser, node.url, { locale });
    ({ page } = opened);
    for (let count = 3; count <= 20; ++count) {
      if (count > 3) node.say(`node ${count} node-${count} absent`);
      await page.locator("#nodes .node").nth(count - 1).waitFor();
      if (count > 8 && ![12, 20].includes(count)) continue;
      for (const [width, height] of [[1280, 720], [1366, 768], [1280, 800]]) {
        await page.setViewportSize({ width, height });
        await until(async () => (await outOfSight()) === 0).catch(() => assert.fail(`${count} at ${width}×${height}`));
      }
    }
  });

test("nothing moves when a node's state changes", async () => {
  for (const viewport of [{ width: 1280, height: 720 }, { width: 390, height: 844 }]) {
    await open("", viewport);
    await page.locator(".node.holder").waitFor();
    await page.locator("#nodes .node").nth(2).waitFor();
    const places = () => page.evaluate(() => [...document.querySelectorAll(".node, #recorder, #behaviors-panel")].map((it) => it.getBoundingClientRect().toJSON()));
    const before = await places();
    node.say("fact 9 0 1 0 30 isolate-node"); // the page's own, which holds the lease
    await page.locator(".own-node.isolated").waitFor();
    assert.deepEqual(await places(), before);
    node.say("suspect 2");
    await page.locator(".node.suspect").waitFor();
    node.say("fact 9 0 3 0 30 isolate-node");
    await page.locator(".node.isolated:not(.own-node)").waitFor();
    assert.deepEqual(await places(), before);
    node.say("alive 2");
    if (viewport.width > 1000) await opened.close();
    await node.end();
    node = await FakeNode.start({ name: "node-1" });
    await node.meetAbsent("node-2", "node-3");
  }
});

const tops = (selector) => page.evaluate((all) => [...document.querySelectorAll(all)].map((it) => [it.id || it.className.split(" ")[0], Math.round(it.getBoundingClientRect().top), Math.round(it.getBoundingClientRect().height)]), selector);

for (const count of [3, 8])
  test(`of ${count} nodes all but the own one may go, and nothing moves`, async () => {
    for (let id = 4; id <= count; ++id) node.say(`node ${id} node-${id} absent`);
    await open("");
    await page.locator("#nodes .node").nth(count - 1).waitFor();
    const shown = "#stage, #fault-strip, #recorder, #event-log, #cluster, .node";
    const before = await tops(shown);
    for (let id = 2; id <= count; ++id) node.say(`gone ${id}`);
    await until(async () => (await page.locator(".node.ghost").count()) === count - 1);
    assert.deepEqual(await tops(shown), before);
  });

for (const width of [1366, 1280, 1024, 390])
  test(`the recorder keeps its height at the first change of holder, at ${width}`, async () => {
    await open("", { width, height: 768 });
    await page.locator("#recorder .lease").first().waitFor();
    const before = await tops("#recorder, #event-log, #behaviors-panel");
    for (const holder of [2, 3, 1]) {
      node.say(`holder ${holder}`);
      await page.locator("[data-failover]").last().waitFor({ state: "attached" });
    }
    await until(async () => (await page.locator("[data-failover]").count()) === 3);
    assert.deepEqual(await tops("#recorder, #event-log, #behaviors-panel"), before);
  });

test("nothing moves when somebody begins to write a behaviour", async () => {
  await open("");
  await page.locator("[data-fault=kill-node]").waitFor();
  const shown = "#stage, #scene, #fault-strip, #fault-strip button, #recorder, #cluster";
  const before = JSON.stringify(await tops(shown));
  await page.locator("#write-behavior").click();
  await page.locator("#behavior-editor").waitFor();
  await until(async () => {
    await page.evaluate(() => scrollTo(0, 0)); // the editor was brought into sight
    return JSON.stringify(await tops(shown)) === before;
  });
});

test("another machine stays when the page's own node is gone", async () => {
  const other = await FakeNode.start({ id: 9, name: "node-9" });
  node.meet(other);
  other.meet(node);
  await open("");
  await page.locator("#pairing").waitFor();
  await page.locator("[data-node]").nth(3).waitFor();
  const [before] = await tops("#pairing");
  await node.end();
  await page.locator("#connection").getByText("node-9").waitFor();
  await page.evaluate(() => fetch("api/v1/pairing").catch(() => null)); // what the page asked meanwhile is answered before
  const [after] = await tops("#pairing");
  assert.equal(after[2], before[2]);
  await other.end();
});

test("nothing moves when commands come to need a token, and when a wrong one is given", async () => {
  await open("");
  await page.locator("[data-fault=kill-node]").waitFor();
  const strip = "#fault-strip, #fault-strip button";
  const free = await tops(strip);
  await opened.close();
  opened = await openPage(browser, node.url, { viewport: { width: 1280, height: 720 } }, (page) => lockCommands(page));
  ({ page } = opened);
  await page.locator("[data-fault=kill-node][aria-disabled]").waitFor();
  assert.deepEqual(await tops(strip), free);
  const before = await tops("#operator, #behaviors-panel");
  await page.locator("#token").fill("wrong");
  await page.keyboard.press("Enter");
  await page.locator("#token-problem:not([hidden])").waitFor();
  assert.deepEqual(await tops("#operator, #behaviors-panel"), before);
});
