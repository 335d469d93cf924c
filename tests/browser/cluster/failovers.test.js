// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

let browser, node, opened, page;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start();
  await node.meetAbsent("second", "third");
  opened = await openPage(browser, node.url, { viewport: { width: 1280, height: 800 } });
  page = opened.page;
  await page.locator("[data-fault=kill-node]").waitFor();
  node.say("holder 2"); // term 2, which is the fake node's own story
  await page.locator("[data-failover='2']").waitFor();
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

const dialog = () => page.locator("#failover");

test("a change of holder opens as a drawing with the same in sentences", async () => {
  await page.locator("[data-failover='2']").click();
  await dialog().locator("svg").waitFor();
  assert.equal(await dialog().locator("h2").textContent(), "How term 2 began");
  assert.match(await page.locator("#failover-headline").textContent(), /took over/);
  assert.deepEqual(await page.locator("#failover-lines li").allTextContents(), ["0.0 msA link closes.", "1.5 msA node holds the lease."]);
  const titles = await dialog().locator("svg title").allTextContents();
  assert.ok(titles.includes("Asks for a vote."), "a message tells what it is");
  const outside = await page.evaluate(() => {
    const area = document.querySelector("#failover svg").getBBox();
    const { width, height } = document.querySelector("#failover svg").viewBox.baseVal;
    return area.x < 0 || area.y < 0 || area.x + area.width > width + 0.5 || area.y + area.height > height + 0.5;
  });
  assert.equal(outside, false, "all of it is in the drawing");
});

test("below the drawing it says what this page drew in that time", async () => {
  await page.locator("[data-failover='2']").click();
  await dialog().locator("svg").waitFor();
  assert.match(await page.locator("#failover-drawn").textContent(), /^(This page drew no stall in that time|Largest stall that this page drew in that time: [\d.]+ m?s)\.$/);
  const [drawing, told] = await page.evaluate(() => ["failover-drawing", "failover-drawn"].map((id) => document.getElementById(id).getBoundingClientRect().toJSON()));
  assert.ok(told.top >= drawing.bottom);
});

test("a page that was not open then says so", async () => {
  node.say("fact 5 0 2 2 30 -"); // nobody had held it for half a minute, longer than this page is open
  await until(async () => {
    await page.locator("[data-failover='2']").click();
    await dialog().locator("svg").waitFor();
    const told = await page.locator("#failover-drawn").textContent();
    await page.locator("#close-failover").click();
    return told === "This page was not shown then.";
  });
});

test("the sentences scroll before the drawing is cut", async () => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.locator("[data-failover='2']").click();
  await dialog().locator("svg").waitFor();
  // As many as a cluster of some nodes has.
  await page.locator("#failover-lines").evaluate((list) => list.append(...Array.from({ length: 40 }, () => list.lastElementChild.cloneNode(true))));
  const cut = await page.evaluate(() => ["failover-drawing", "failover-lines"].map((id) => {
    const { scrollHeight, clientHeight } = document.getElementById(id);
    return scrollHeight - clientHeight;
  }));
  assert.ok(cut[0] <= 0, `the drawing is cut by ${cut[0]} px`);
  assert.ok(cut[1] > 0);
});

for (const [width, height, locale] of [[1280, 720, "en"], [1366, 768, "de"], [390, 844, "de"]])
  test(`with seven nodes it opens at its title, with its foot in sight, at ${width}×${height} in ${locale}`, async () => {
    const other = await openPage(browser, node.url, { viewport: { width, height }, locale });
    for (let id = 4; id <= 7; ++id) node.say(`node ${id} node-${id} absent`);
    await other.page.locator("[data-node]").nth(6).waitFor();
    node.say("holder 1");
    await other.page.locator("[data-failover='3']").click();
    await other.page.locator("#failover svg").waitFor();
    const seen = await other.page.evaluate(() => {
      const box = (id) => document.getElementById(id).getBoundingClientRect().toJSON();
      const { scrollTop } = document.getElementById("failover");
      return { title: box("failover-title"), foot: box("close-failover"), dialog: box("failover"), scrollTop, focus: document.activeElement.id };
    });
    assert.equal(seen.scrollTop, 0);
    assert.equal(seen.focus, "failover-title");
    assert.ok(seen.title.top >= seen.dialog.top && seen.foot.bottom <= seen.dialog.bottom && seen.dialog.bottom <= height, JSON.stringify(seen));
    await other.close();
  });

test("it is left by its button, by Escape, and by a press beside it", async () => {
  for (const leave of [
    () => page.locator("#close-failover").click(),
    () => page.keyboard.press("Escape"),
    () => page.mouse.click(5, 5),
  ]) {
    await page.locator("[data-failover='2']").click();
    await dialog().locator("svg").waitFor();
    await leave();
    await dialog().waitFor({ state: "hidden" });
  }
});

test("the drawing and the story can be saved", async () => {
  await page.locator("[data-failover='2']").click();
  await dialog().locator("svg").waitFor();
  for (const [button, name, check] of [
    ["#save-drawing", "failover-2.svg", (text) => assert.match(text, /^<svg /)],
    ["#save-story", "failover-2.json", (text) => assert.equal(JSON.parse(text).term, 2)],
  ]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
    assert.equal(download.suggestedFilename(), name);
    check(await readFile(await download.path(), "utf8"));
  }
});

test("where nobody knows how it went, it says so", async () => {
  node.say("fact 5 0 3 77 0.001 -"); // a term of which the node has no story
  await page.locator("[data-failover='77']").click();
  await page.locator("#failover-headline").getByText("No living node knows how term 77 began.").waitFor();
  assert.equal(await page.locator("#failover-save").isVisible(), false);
});

test("what comes from nodes is text, never a part of the page", async () => {
  await page.locator("[data-failover='2']").click();
  await dialog().locator("svg").waitFor();
  assert.equal(await dialog().locator("svg :is(script, a, image, foreignObject)").count(), 0);
  assert.deepEqual(opened.complaints, []);
});
