// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

let browser, node, opened, page;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start();
  await node.meetAbsent("second", "third");
  node.say("holder 2");
  opened = await openPage(browser, node.url, { viewport: { width: 1280, height: 720 } });
  page = opened.page;
  await page.locator("[data-fault=kill-node]").waitFor();
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

const tour = () => page.locator("#tour");
const title = (text) => tour().getByRole("heading", { name: text }).waitFor();
const next = () => page.locator("#tour-next").click();
const told = (text) => page.locator("#tour-told").getByText(text).waitFor();
const isPointedAt = (selector) => page.locator(selector).first().evaluate((it) => getComputedStyle(it).outlineStyle === "dashed");

test("it is offered at the first visit, and not again once it was declined", async () => {
  await title("New here?");
  await page.locator("#tour-leave").click();
  await tour().waitFor({ state: "hidden" });
  await page.reload();
  await until(() => page.evaluate(() => window.everbounce?.node()));
  assert.equal(await tour().isVisible(), false);
  await page.keyboard.press("?");
  await page.locator("#begin-tour").click();
  await title("1 of 4: kill the holder");
});

test("each step waits until it was done, points at what to press, and tells what happened", async () => {
  await next();
  await title("1 of 4: kill the holder");
  await page.locator("#tour-text").getByText("second holds the lease").waitFor();
  assert.ok(await isPointedAt(".node.holder .kill"));
  assert.equal(await page.locator("#tour-told").isVisible(), false);
  node.say("gone 2");
  node.say("holder 3");
  node.say("fact 5 0 3 3 0.0031 -");
  await told(/^second is gone. 3.1\sms later third took the lease \(term 3\)\. Largest stall here: [\d.]+\sm?s\.$/);
  await next();
  await title("2 of 4: kill your own node");
  assert.ok(await isPointedAt(`[data-node="${node.hexId}"] .kill`));
  await next();
  await title("3 of 4: break the engine");
  assert.ok(await isPointedAt("[data-fault=crash-engine]"));
  node.say("fact 6 0 3 0 0 -");
  node.say("fact 7 0 3 0 0 -");
  await told("The engine on third ended");
  await next();
  await title("4 of 4: read the recorder");
  await page.locator("[data-failover]").last().click();
  await page.locator("#close-failover").click();
  await told("the nodes themselves recorded");
  await next();
  await tour().waitFor({ state: "hidden" });
  assert.deepEqual(opened.complaints, []);
});

test("it can be left at any step", async () => {
  await next();
  await page.keyboard.press("Escape");
  await tour().waitFor({ state: "hidden" });
  assert.equal(await isPointedAt(".node.holder .kill"), false);
});

test("the page's own node may go: the tour goes on with the next one", async () => {
  const other = await FakeNode.start({ id: 2, name: "second" });
  try {
    other.meet(node);
    node.say("gone 2");
    node.say(`node 2 second ${other.url}`);
    await page.locator(`#nodes a[href="${other.url}"]`).waitFor();
    await page.reload(); // its policy names the nodes that were there when it was loaded
    await page.locator(`#nodes a[href="${other.url}"]`).waitFor();
    await next();
    await next();
    await title("2 of 4: kill your own node");
    await node.end("SIGKILL");
    await told("first is gone, and second feeds this page.");
  } finally {
    await other.end();
  }
});
