// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, epochNow, launchBrowser, openPage, record, recorded, referencePosition, until } from "./support.js";

let browser, nodes, opened;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  const epoch = epochNow();
  nodes = await Promise.all(["first", "second"].map((name, i) => FakeNode.start({ id: i + 1, name, epoch })));
  nodes[0].meet(nodes[1]);
  nodes[1].meet(nodes[0]);
  await until(async () => (await (await fetch(`${nodes[0].url}api/v1/cluster`)).json()).nodes.length === 2);
  opened = await openPage(browser, nodes[0].url);
});
afterEach(async () => {
  await opened.close();
  await Promise.all(nodes.map((node) => node.end()));
});

/** Collects whatever the line about the connection says from now on. */
async function watchLine(page) {
  await page.evaluate(() => {
    const line = document.getElementById("connection");
    window.lines_ = [line.textContent];
    new MutationObserver(() => window.lines_.push(line.textContent)).observe(line, { childList: true });
  });
  return () => page.evaluate(() => window.lines_);
}

/** Every frame shows the one flight: no stall, no jump, no tick back. */
function assertUnbroken(frames) {
  let last = -Infinity;
  for (const [, tick, x, y] of frames) {
    const expected = referencePosition(tick);
    assert.ok(tick > last, `tick ${tick} after ${last}`);
    assert.ok(Math.hypot(x - expected.x, y - expected.y) < 0.02, `tick ${tick}: ${x} ${y}`);
    last = tick;
  }
}

const feedingNode = (page) => page.evaluate(() => window.everbounce.node());

test("the page flies on when its node is killed", async () => {
  const { page } = opened;
  const lines = await watchLine(page);
  await record(page);
  nodes[0].signal("SIGKILL");
  await until(async () => (await feedingNode(page)) === nodes[1].hexId);
  const before = (await recorded(page)).length;
  await until(async () => (await recorded(page)).length > before + 200); // beyond what was known at the kill
  assertUnbroken(await recorded(page));
  assert.deepEqual(await lines(), ["Connected to first", "Connected to second"]);
});

test("the page flies on when its node freezes", async () => {
  const { page } = opened;
  const lines = await watchLine(page);
  await record(page);
  nodes[0].signal("SIGSTOP");
  await until(async () => (await feedingNode(page)) === nodes[1].hexId);
  const before = (await recorded(page)).length;
  await until(async () => (await recorded(page)).length > before + 200);
  assertUnbroken(await recorded(page));
  assert.deepEqual(await lines(), ["Connected to first", "Connected to second"]);
});

test("it tells that it lost everybody after two seconds, and finds a node that comes back", async () => {
  const { page } = opened;
  const lines = await watchLine(page);
  nodes.forEach((node) => node.signal("SIGSTOP"));
  nodes[0].signal("SIGKILL");
  const since = performance.now();
  await until(async () => (await lines()).includes("Looking for a node…"));
  assert.ok(performance.now() - since > 1900);
  nodes[1].signal("SIGCONT");
  await until(async () => (await feedingNode(page)) === nodes[1].hexId);
  assert.equal((await lines()).at(-1), "Connected to second");
});

test("it does not reload itself", async () => {
  const { page } = opened;
  await page.evaluate(() => (window.stillHere_ = true));
  nodes[0].signal("SIGKILL");
  await until(async () => (await feedingNode(page)) === nodes[1].hexId);
  assert.equal(await page.evaluate(() => window.stillHere_), true);
});

test("it shows the news that its node died with", async () => {
  const { page } = opened;
  nodes[1].say("event warning first is gone");
  nodes[0].signal("SIGKILL");
  await page.getByText("first is gone").waitFor();
});

test("a command that was under way when its node died is carried out by the next one, once", async () => {
  const { page } = opened;
  nodes[0].say("answer 0");
  await page.locator("[data-behavior=RandomRebound]").click();
  await nodes[0].gotCommands(1);
  await page.locator("[data-behavior=RandomRebound][aria-busy=true]").waitFor();
  nodes[0].signal("SIGKILL");
  assert.deepEqual(await nodes[1].gotCommands(1), ["behavior RandomRebound"]);
  assert.deepEqual(nodes[0].asked, nodes[1].asked, "under the same id");
  await page.locator("[data-behavior=RandomRebound][aria-checked=true]:not([aria-busy])").waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  await page.locator("#nudge").click();
  assert.deepEqual(await nodes[1].gotCommands(2), ["behavior RandomRebound", "nudge"], "and nothing twice");
});

test("a fault that silenced its own node does not hit the next one", async () => {
  const { page } = opened;
  nodes[0].say("answer 0");
  for (let i = 0; i < 3; ++i) await page.locator("[data-fault=kill-node]").click();
  assert.deepEqual(await nodes[0].gotCommands(1), [`fault kill-node ${nodes[0].hexId} 0`]);
  nodes[0].signal("SIGKILL");
  await until(async () => (await feedingNode(page)) === nodes[1].hexId);
  await page.locator("#nudge").click();
  assert.deepEqual(await nodes[1].gotCommands(1), ["nudge"]);
});

test("an event is shown once, though both nodes tell it", async () => {
  const { page } = opened;
  const at = Date.now();
  await page.evaluate(() => {
    window.alerts_ = [];
    const note = (records) => records.forEach((r) => r.addedNodes.forEach((n) => window.alerts_.push(n.textContent)));
    new MutationObserver(note).observe(document.getElementById("alerts"), { childList: true });
  });
  for (const node of nodes) node.say(`told 41 ${at} info once`);
  await page.getByRole("alert").getByText("once").waitFor();
  nodes[0].signal("SIGKILL");
  await until(async () => (await feedingNode(page)) === nodes[1].hexId);
  nodes[1].say(`told 42 ${at} info news`);
  await page.getByRole("alert").getByText("news").waitFor();
  assert.deepEqual(await page.evaluate(() => window.alerts_), ["once", "news"]);
});

test("the faults that were loaded stay when the page's own node is gone, and the focus with them", async () => {
  const { page } = opened;
  await page.locator("[data-fault=crash-engine]").focus();
  nodes[0].signal("SIGKILL");
  await until(async () => (await feedingNode(page)) === nodes[1].hexId);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.fault), "crash-engine");
  await page.keyboard.press("Enter");
  assert.equal((await nodes[1].gotCommands(1)).length, 1);
});
