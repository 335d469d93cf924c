// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { connect, createServer } from "node:net";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, epochNow, launchBrowser, openPage, record, recorded, referencePosition, until } from "../support.js";

let browser, nodes, opened;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  const epoch = epochNow();
  nodes = await Promise.all(["first", "second"].map((name, i) => FakeNode.start({ id: i + 1, name, epoch })));
  nodes[0].meet(nodes[1]);
  nodes[1].meet(nodes[0]);
  await until(async () => (await nodesOf(nodes[0])).length === 2);
  opened = await openPage(browser, nodes[0].url);
});
afterEach(async () => {
  await opened.close();
  await Promise.all(nodes.map((node) => node.end()));
});

const nodesOf = async ({ url }) => (await (await fetch(`${url}api/v1/cluster`)).json()).nodes;

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
  await page.getByText("not known who held the lease").waitFor();
  const saysSo = () => page.evaluate(() => !document.getElementById("outage").hidden);
  await until(saysSo);
  nodes[1].signal("SIGCONT");
  await until(async () => (await lines()).at(-1) === "Connected to second");
  await until(async () => !(await saysSo()));
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
  await page.locator("#alerts").getByText("first is gone").waitFor();
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

test("a page that the browser had put to sleep shows the present in its first frame", async () => {
  const { page } = opened;
  const lines = await watchLine(page);
  const session = await page.context().newCDPSession(page);
  const tickAndTime = () => page.evaluate(() => [window.everbounce.tickAt(performance.now()), performance.now()]);
  const [tickBefore, timeBefore] = await tickAndTime();
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await new Promise((resolve) => setTimeout(resolve, 6000)); // more than the track held
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await record(page);
  await until(async () => (await recorded(page)).length > 60);
  assertUnbroken(await recorded(page));
  const [tick, time] = await tickAndTime();
  const behind = time - timeBefore - (tick - tickBefore) * 30;
  assert.ok(Math.abs(behind) < 500, `it is where it would be, had it not slept: ${behind} ms`);
  assert.ok(!(await lines()).includes("Looking for a node…"));
});

const standingBy = (page) => page.evaluate(() => window.everbounce.standby());

test("the time of day goes on as it was when a node takes over that had stood by for a while", async () => {
  const { page } = opened;
  await until(async () => (await standingBy(page)) === nodes[1].hexId);
  await page.evaluate((id) => {
    const age = document.querySelector(`[data-node="${id}"] .age`);
    const note = () => window.ages_.push(Number(/\d+/.exec(age.textContent)));
    window.ages_ = [];
    new MutationObserver(note).observe(age, { childList: true });
  }, nodes[1].hexId);
  const ages = () => page.evaluate(() => window.ages_);
  await until(async () => (await ages()).length >= 4);
  nodes[0].signal("SIGKILL");
  const before = (await ages()).length;
  await until(async () => (await ages()).length >= before + 2);
  assert.deepEqual(await ages(), [...(await ages())].sort((a, b) => a - b));
});

test("another node stands by, counts no viewer, and feeds the page when its own is killed, without being looked for", async () => {
  const { page } = opened;
  await until(async () => (await standingBy(page)) === nodes[1].hexId);
  await until(async () => (await page.locator("#users-online").textContent()) === "1");
  const sockets = [];
  page.on("websocket", (socket) => sockets.push(socket.url()));
  nodes[0].signal("SIGKILL");
  await until(async () => (await feedingNode(page)) === nodes[1].hexId);
  const feedOfOther = `${nodes[1].url.replace("http", "ws")}live`;
  assert.ok(!sockets.includes(feedOfOther), "the connection that it had is the one that feeds it");
});

test("a standby that is gone is replaced by another node", async () => {
  nodes.push(await FakeNode.start({ id: 3, name: "third", epoch: epochNow() }));
  nodes[0].meet(nodes[2]);
  nodes[2].meet(nodes[0]);
  await until(async () => (await nodesOf(nodes[0])).length === 3); // the page's policy names those known when it is served
  await opened.close();
  opened = await openPage(browser, nodes[0].url);
  const first = await until(() => standingBy(opened.page));
  assert.notEqual(first, nodes[0].hexId);
  await nodes.find(({ hexId }) => hexId === first).end();
  const second = nodes.slice(1).find(({ hexId }) => hexId !== first);
  await until(async () => (await standingBy(opened.page)) === second.hexId);
});

test("behind a load balancer another node stands by at the page's own address", async () => {
  for (const [i, node] of nodes.entries()) node.say(`node ${nodes[1 - i].id} ${nodes[1 - i].name} absent`);
  let next = 0;
  const balancer = createServer((client) => {
    const living = nodes.filter(({ child }) => child.exitCode === null && child.signalCode === null);
    const server = connect(Number(new URL(living[next++ % living.length].url).port), "127.0.0.1");
    for (const [from, to] of [[client, server], [server, client]])
      from.on("error", () => to.destroy()).on("close", () => to.destroy()).pipe(to);
  });
  await new Promise((resolve) => balancer.listen(0, "127.0.0.1", resolve));
  const behind = await openPage(browser, `http://127.0.0.1:${balancer.address().port}/`);
  try {
    const lines = await watchLine(behind.page);
    const fed = await feedingNode(behind.page);
    const other = nodes.find(({ hexId }) => hexId !== fed);
    await until(async () => (await standingBy(behind.page)) === other.hexId);
    nodes.find(({ hexId }) => hexId === fed).signal("SIGKILL");
    await until(async () => (await feedingNode(behind.page)) === other.hexId);
    assert.ok(!(await lines()).includes("Looking for a node…"));
  } finally {
    await behind.close();
    balancer.close();
  }
});
