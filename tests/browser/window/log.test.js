// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { auditEvent } from "../../../web/page/log/audit.js";
import { Log } from "../../../web/page/log/log.js";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

const event = (at, text, more) => ({ at, text, node: "", kind: "other", level: "info", ...more });

test("the newest is first, whenever it came, and each is there once", () => {
  const log = new Log();
  for (const at of [1000, 3000, 2000, 3000]) log.add(event(at, `at ${at}`));
  assert.deepEqual(log.matching({}).map(({ at }) => at), [3000, 2000, 1000]);
});

test("the order is that of the cluster's time, not of two machines' clocks", () => {
  const log = new Log();
  log.add(event(21_000, "kill requested"), 1000); // by a clock that is 20 s ahead
  log.add(event(1500, "holds the lease"), 1500);
  assert.deepEqual(log.matching({}).map(({ text }) => text), ["holds the lease", "kill requested"]);
});

test("events are found by words, node and kind, all at once", () => {
  const log = new Log();
  log.add(event(1, "node-2 holds the lease (term 5)", { node: "node-2", kind: "lease" }));
  log.add(event(2, "node-10: kill requested", { node: "node-10", kind: "fault" }));
  log.add(event(3, "The engine ended", { node: "node-10", kind: "engine-lost" }));
  const found = (filter) => log.matching(filter).map(({ at }) => at);
  assert.deepEqual(found({ words: "LEASE node-2" }), [1]);
  assert.deepEqual(found({ node: "node-10" }), [3, 2]);
  assert.deepEqual(found({ node: "node-10", group: "fault" }), [2]);
  assert.deepEqual(found({ group: "engine", words: "kill" }), []);
  assert.deepEqual(log.nodes, ["node-2", "node-10"]);
});

test("events are found by what people read of them", () => {
  const log = new Log((text) => text.replace("joined", "ist beigetreten"));
  log.add(event(1, "node-2 joined"));
  assert.equal(log.matching({ words: "beigetreten" }).length, 1);
  assert.equal(log.matching({ words: "joined" }).length, 0);
});

test("it forgets the oldest", () => {
  const log = new Log();
  for (let at = 0; at < 600; ++at) log.add(event(at, `at ${at}`));
  assert.equal(log.matching({}).length, 500);
  assert.equal(log.matching({}).at(-1).at, 100);
});

let browser, node, opened, page;
before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start();
  await node.meetAbsent("second");
  node.say("fact 9 20000 2 0 0 kill-node");
  node.say("fact 5 10000 1 3 0 -");
  opened = await openPage(browser, node.url, { viewport: { width: 1280, height: 800 } });
  page = opened.page;
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

const lines = () => page.locator("#event-list .text").allTextContents();
const shows = (...texts) => until(async () => JSON.stringify(await lines()) === JSON.stringify(texts));

test("what happened can be read again, and found", async () => {
  await shows("event 2 about first", "event 1 about second");
  const height = await page.locator("#event-log").evaluate((it) => it.offsetHeight);
  node.say("event warning <b>now</b>");
  await shows("<b>now</b>", "event 2 about first", "event 1 about second");
  assert.equal(await page.locator("#event-log").evaluate((it) => it.offsetHeight), height, "nothing moves");
  await page.keyboard.press("e");
  await page.keyboard.type("about second");
  await shows("event 1 about second");
  assert.equal(await page.textContent("#log-count"), "1 event");
  await page.locator("#log-words").fill("");
  await page.selectOption("#log-kind", "lease");
  await shows("event 2 about first");
  await page.selectOption("#log-node", "second");
  await page.locator("#log-empty").waitFor();
  assert.deepEqual(opened.complaints, []);
});

test("an operator sees in the log who did what", async () => {
  await page.locator("#nudge").click();
  await page.locator("#event-list").getByText('user (127.0.0.1): live {"command":"nudge"} → 200').waitFor();
  await page.locator("#log-kind").selectOption("command");
  await page.locator("#event-list li").first().waitFor();
  assert.equal(await page.locator("#event-list .kind").first().textContent(), "command");
});

test("an entry of the audit that cannot be shown is left out", () => {
  assert.equal(auditEvent({ at: "now", text: "", status: 200 }), null);
  assert.equal(auditEvent({ at: 1, text: "x" }), null);
  assert.equal(auditEvent({ at: 1, text: "x", status: 401 }).level, "warning");
});
