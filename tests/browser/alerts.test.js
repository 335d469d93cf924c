// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "./support.js";

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
  await page.mouse.move(5, 5);
  await alert.waitFor({ state: "detached" });
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
  await told("event 7").waitFor();
  assert.deepEqual(await alert.allTextContents(), [3, 4, 5, 6, 7].map((i) => `event ${i}`));
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
