// SPDX-License-Identifier: GPL-3.0-or-later
// A page survives whatever it is sent, and shows the parts that can be used.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { strange } from "../strange.js";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

let browser, node;
before(async () => {
  browser = await launchBrowser();
  node = await FakeNode.start();
});
after(async () => {
  await browser.close();
  await node.end();
});

test("a page that is told all that goes on, and shows the sound rest", async () => {
  const { page, complaints, close } = await openPage(browser, node.url, {}, (page) =>
    page.addInitScript(() => {
      window.sockets_ = [];
      window.WebSocket = class extends WebSocket {
        constructor(...address) {
          super(...address);
          window.sockets_.push(this);
        }
      };
    }),
  );
  const strangeOnes = Array.from({ length: 300 }, (_, seed) => strange(seed)).filter((text) => !text.includes('"type":"hello"'));
  await page.evaluate((texts) => {
    for (const data of texts) window.sockets_.findLast((it) => it.onmessage).dispatchEvent(new MessageEvent("message", { data }));
  }, ["", "{", "null", '{"type":"constructor"}', ...strangeOnes]);
  node.say("node 2 zoned http://[fe80::1%25eth0]:4000/");
  await node.meetAbsent("second"); // another one of that id
  const names = () => page.evaluate(() => [...document.querySelectorAll("[data-node] .name")].map((it) => [it.textContent, it.getAttribute("href")]));
  await until(async () => (await names()).some(([name]) => name === "0.1.0@zoned" || name === "0.1.0@second"));
  const before = await page.getAttribute("#ball", "transform");
  await until(async () => (await page.getAttribute("#ball", "transform")) !== before);
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  // The policy of an open page cannot grow: an address that came after it is out of its reach.
  assert.deepEqual(complaints.filter((it) => !it.includes("Content Security Policy")), []);
  await close();
});

test("a node whose address no browser can open is shown without a link, and the others with theirs", async () => {
  node.say("gone 2");
  node.say("node 7 zoned http://[fe80::1%25eth0]:4000/");
  const { page, complaints, close } = await openPage(browser, node.url);
  await page.getByText("0.1.0@zoned").waitFor();
  assert.equal(await page.getByText("0.1.0@zoned").getAttribute("href"), null);
  assert.equal(await page.getByText("0.1.0@first").getAttribute("href"), node.url);
  assert.deepEqual(complaints, []);
  await close();
});
