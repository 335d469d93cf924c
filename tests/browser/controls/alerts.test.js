// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

let browser, node, opened, page, alert;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start();
  opened = await openPage(browser, node.url);
  page = opened.page;
  alert = page.getByRole("alert");
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

const told = (text) => page.locator("#alerts").getByText(text, { exact: true });
const nextFrame = () => page.evaluate(() => new Promise(requestAnimationFrame));

/** Waits until an alert is shown, and what it had no room for is gone: that goes before the frame is painted. */
async function waitUntilShown(text) {
  await told(text).waitFor();
  await nextFrame();
}

/** Lets an event come and go: whatever came before it and is not held is gone by then. */
async function waitThroughAnother() {
  node.say("event info another");
  await told("another").waitFor();
  await told("another").waitFor({ state: "detached" });
}

test("an alert stays while it is pointed at, and goes when it no longer is", async () => {
  node.say("event info look at me");
  await alert.hover();
  await waitThroughAnother();
  assert.equal(await alert.textContent(), "look at me");
  assert.ok(await alert.evaluate((it) => it.matches(":hover")), "under the pointer");
  await page.mouse.move(5, 5);
  await alert.waitFor({ state: "detached" });
});

test("what is pointed at does not move: the ones below it stay, new ones come above", async () => {
  node.say("event info look at me");
  node.say("event info below");
  const held = told("look at me");
  await told("below").waitFor();
  await held.hover();
  const place = await held.boundingBox();
  await waitThroughAnother();
  assert.deepEqual(await held.boundingBox(), place);
  assert.ok(await told("below").isVisible());
  await page.mouse.move(5, 5);
  await told("below").waitFor({ state: "detached" });
});

test("an alert stays while it has the focus", async () => {
  node.say("event info read me");
  await alert.focus();
  await waitThroughAnother();
  assert.equal(await alert.textContent(), "read me");
  await alert.blur();
  await alert.waitFor({ state: "detached" });
});

test("Escape puts an alert away", async () => {
  node.say("event info begone");
  await alert.focus();
  await page.keyboard.press("Escape");
  assert.equal(await alert.count(), 0);
});

test("five alerts at most, the newest", async () => {
  for (let i = 1; i <= 7; ++i) node.say(`event info event ${i}`);
  await waitUntilShown("event 7");
  assert.deepEqual(await alert.allTextContents(), [3, 4, 5, 6, 7].map((i) => `event ${i}`));
});

test("what tells of one incident is one alert, with a line for each event", async () => {
  for (const kind of [9, 2, 5]) node.say(`fact ${kind} 0 1 3 0 kill-node`); // a fault, somebody has left, a lease
  await waitUntilShown("event 3 about first");
  assert.equal(await alert.count(), 1);
  assert.deepEqual(await alert.locator("span").allTextContents(), [1, 2, 3].map((i) => `event ${i} about first`));
  node.say("event info something else");
  await waitUntilShown("something else");
  assert.equal(await alert.count(), 2);
});

test("a cluster that counts anew is heard", async () => {
  node.say("told 9 1000 info before");
  await told("before").waitFor();
  node.say("told 9 2000 info after");
  await told("after").waitFor();
  node.say("told 9 2000 info after");
  node.say("told 7 2000 info after"); // as a cluster does that was two
  node.say("event info the last");
  await told("the last").waitFor();
  await told("the last").waitFor({ state: "detached" });
  await until(async () => (await alert.count()) === 0);
  node.say("told 8 2000 info after");
  node.say("event info the very last");
  await told("the very last").waitFor();
  assert.equal(await told("after").count(), 0);
});

/** Where the stage and all alerts are, in the order of the page, at one moment. */
const boxes = () =>
  page.evaluate(() => {
    const all = document.querySelectorAll("#stage, #alerts > [role=alert]");
    return Array.from(all, (it) => it.getBoundingClientRect().toJSON());
  });

async function assertOnTheStage() {
  const [stage, ...shown] = await boxes();
  assert.ok(shown.length > 0);
  for (const { x, y, width, height } of shown) {
    assert.ok(x >= stage.x && x + width <= stage.x + stage.width);
    assert.ok(y >= stage.y && y + height <= stage.y + stage.height, `${y} to ${y + height}, ${JSON.stringify(stage)}`);
  }
}

test("the newest alert is nearest to the corner", async () => {
  for (const text of ["older", "newer"]) node.say(`event info ${text}`);
  await waitUntilShown("newer");
  const [stage, older, newer] = await boxes();
  assert.ok(older.y + older.height <= newer.y);
  assert.ok(stage.y + stage.height - (newer.y + newer.height) < 20);
});

test("two alerts at most on a narrow page", async () => {
  await page.setViewportSize({ width: 719, height: 800 });
  for (let i = 1; i <= 3; ++i) node.say(`event info event ${i}`);
  await waitUntilShown("event 3");
  assert.deepEqual(await alert.allTextContents(), ["event 2", "event 3"]);
});

test("alerts never leave the scene: the oldest make room, and the longest can be read to its end", async () => {
  const long = "a text of many words ".repeat(23).trim();
  await page.setViewportSize({ width: 360, height: 640 });
  node.say("event info short");
  await waitUntilShown("short");
  node.say(`event error ${long}`);
  await waitUntilShown(long);
  await assertOnTheStage();
  assert.equal(await alert.count(), 1);
  await alert.focus();
  await page.keyboard.press("End");
  await until(() => alert.evaluate((it) => it.scrollTop > 0 && it.scrollTop + it.clientHeight >= it.scrollHeight - 1));
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 640 });
  for (let i = 1; i <= 5; ++i) node.say(`event warning alert ${i} ${"with a text that takes several lines ".repeat(4)}`);
  await page.getByRole("alert").getByText("alert 5").waitFor();
  await nextFrame();
  await assertOnTheStage();
});

test("no alert hides the tour", async () => {
  for (const width of [760, 960, 1280]) {
    await page.setViewportSize({ width, height: 640 });
    node.say(`event info beside the tour at ${width}`);
    const said = page.getByRole("alert").getByText(`beside the tour at ${width}`);
    await said.waitFor();
    const [news, tour] = [await said.boundingBox(), await page.locator("#tour").boundingBox()];
    assert.ok(tour.x + tour.width < news.x, JSON.stringify([width, tour, news]));
  }
});

test("no alert hides the ball", async () => {
  const above = page.locator("#above-alerts");
  await page.locator("#tour-leave").click();
  await node.meetAbsent("second");
  await page.locator("#alone").waitFor({ state: "hidden" });
  assert.ok(!(await above.isVisible()));
  node.say("event info something happened");
  await above.waitFor();
  const [balls, isLast] = await page.evaluate(() => {
    const where = (id) => JSON.stringify(document.getElementById(id).getBoundingClientRect());
    const order = document.querySelector("#alerts").compareDocumentPosition(document.querySelector("#above-alerts"));
    return [[where("ball-above-alerts"), where("ball-shape")], order === Node.DOCUMENT_POSITION_FOLLOWING];
  });
  assert.equal(balls[0], balls[1]); // in the same frame
  assert.ok(isLast);
  await above.waitFor({ state: "hidden" });
});
