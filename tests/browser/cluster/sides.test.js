// SPDX-License-Identifier: GPL-3.0-or-later
// A partition, as a page sees it that reaches both sides.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, epochNow, launchBrowser, openPage, until } from "../support.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let browser, alpha, beta, opened, page;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  const epoch = epochNow();
  alpha = await FakeNode.start({ id: 1, name: "alpha", epoch });
  beta = await FakeNode.start({ id: 2, name: "beta", epoch });
  alpha.meet(beta);
  beta.meet(alpha);
});
afterEach(async () => {
  await opened?.close();
  await alpha.end();
  await beta.end();
});

async function open(options = { viewport: { width: 1280, height: 800 } }, prepare) {
  opened = await openPage(browser, alpha.url, options, prepare);
  page = opened.page;
  await page.locator(`[data-node="${beta.hexId}"]`).waitFor();
}

/** Neither hears the other; beta takes the lease of its side. */
function split() {
  alpha.say("suspect 2");
  beta.say("suspect 1");
  beta.say("holder 2");
}

function heal() {
  beta.say("alive 1");
  alpha.say("alive 2");
}

const sign = () => page.locator("#sides");
const ball = () => page.locator("#side-balls .side-ball");
const asked = () => page.evaluate(() => window.everbounce.asked());
const viewersAt = async ({ url }) => Number(/web_viewers\{mode="track"\} (\d+)/.exec(await (await fetch(`${url}metrics`)).text())[1]);
const placeOf = (selector) => page.locator(selector).evaluate((it) => it.getAttribute("transform")?.match(/-?[\d.]+/g).map(Number));

/** How far apart both balls are. */
async function apart() {
  const [own, other] = await page.evaluate(() =>
    ["#ball", "#side-balls .side-ball"].map((it) => document.querySelector(it)?.getAttribute("transform")?.match(/-?[\d.]+/g).map(Number)));
  return own && other ? Math.hypot(own[0] - other[0], own[1] - other[1]) : undefined;
}

test("both balls and both holders are drawn until the sides are one", async () => {
  await open();
  assert.equal(await sign().isVisible(), false);
  split();
  await sign().getByText("Two sides: alpha holds the lease here, beta on the other side.").waitFor();
  assert.equal(await sign().getAttribute("role"), "status", "screen readers hear of it");
  await ball().waitFor();
  assert.equal(await ball().count(), 1);
  await until(async () => (await apart()) < 12); // without a command both fly alike
  assert.equal(await viewersAt(beta), 1);
  const card = page.locator(`[data-node="${beta.hexId}"]`);
  assert.match(await card.textContent(), /holds the lease on the other side/);
  assert.equal(await card.locator(".side-mark").isVisible(), true);
  assert.equal(await page.locator(".node.holder .name").textContent().then((name) => name.endsWith("alpha")), true);

  beta.say("nudge -4 5");
  await until(async () => (await apart()) > 60);
  const [x, y] = await placeOf("#side-balls .side-ball");
  assert.ok(x >= 19 && x <= 781 && y >= 19 && y <= 381, "it is in the box");
  alpha.say("gone 2");
  await page.locator(".node.ghost.holds-apart").getByText("holds the lease on the other side").waitFor();

  alpha.meet(beta);
  beta.say("alive 1");
  await sign().getByText("One side again: alpha holds the lease.").waitFor();
  assert.equal(await ball().count(), 0);
  assert.equal(await page.locator(".holds-apart").count(), 0);
  await until(async () => (await asked()).length === 0);
  await until(async () => (await viewersAt(beta)) === 0); // the feed is closed
  assert.deepEqual(opened.complaints, []);
});

test("what was merged is told as an event", async () => {
  await open();
  split();
  await ball().waitFor();
  heal();
  alpha.say("event info 1 missing command has joined the flight: nudge");
  await page.locator("[role=alert]").getByText("has joined the flight: nudge").waitFor();
  await sign().getByText("One side again").waitFor();
});

test("nothing is invented: a silent and a killed node make no side", async () => {
  await open();
  beta.signal("SIGSTOP");
  alpha.say("suspect 2");
  await until(async () => (await asked()).length === 1);
  await until(async () => (await asked()).length === 0); // it did not greet
  assert.equal(await sign().isVisible(), false);
  await beta.end("SIGKILL");
  const refused = page.waitForEvent("requestfailed", { predicate: (request) => request.url() === `${beta.url}healthz` });
  alpha.say("gone 2");
  await page.locator(".node.ghost").getByText("gone").waitFor();
  await refused;
  assert.equal(await ball().count(), 0);
});

test("who answers at a lost node's address without being it is not believed", async () => {
  const stranger = await FakeNode.start({ id: 9, name: "stranger", epoch: epochNow() });
  try {
    alpha.say(`node 4 delta ${stranger.url}`);
    stranger.meet(alpha);
    await open();
    const reached = page.waitForEvent("request", { predicate: (request) => request.url() === `${stranger.url}healthz` });
    alpha.say("suspect 4");
    await reached;
    await until(async () => (await asked()).length === 0);
    assert.equal(await ball().count(), 0);
    assert.equal(await viewersAt(stranger), 0);
  } finally {
    await stranger.end();
  }
});

test("two lost nodes are asked at a time, and none while the page is hidden", async () => {
  const epoch = epochNow();
  const more = [await FakeNode.start({ id: 3, name: "gamma", epoch }), await FakeNode.start({ id: 4, name: "delta", epoch })];
  try {
    alpha.meet(...more);
    for (const node of more) {
      node.meet(alpha);
      node.say("suspect 1");
    }
    await open();
    await page.locator(`[data-node="${more[1].hexId}"]`).waitFor();
    split();
    for (const id of [3, 4]) alpha.say(`suspect ${id}`);
    await sign().getByText("Three sides: alpha holds the lease here, beta and gamma on the others.").waitFor();
    assert.equal(await ball().count(), 2);
    assert.deepEqual(await asked(), [beta.hexId, more[0].hexId]);
    assert.equal(await viewersAt(more[1]), 0);

    const setHidden = (isHidden) => page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
    await setHidden(true);
    assert.deepEqual(await asked(), []);
    await until(async () => (await viewersAt(beta)) === 0);
    await setHidden(false);
    await sign().getByText("Three sides").waitFor();
  } finally {
    for (const node of more) await node.end();
  }
});

for (const [theme, locale] of [["light", "en"], ["dark", "de"]]) {
  test(`it can be read in ${theme} colours, and is said in ${locale}`, async () => {
    await open({ viewport: { width: 1280, height: 800 }, colorScheme: theme, locale, bypassCSP: true });
    split();
    await ball().waitFor();
    await sign().getByText({ en: "Both balls fly alike", de: "Beide Bälle fliegen gleich" }[locale]).waitFor();
    await page.locator(".role-apart").getByText({ en: "on the other side", de: "auf der anderen Seite" }[locale]).waitFor();
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() => window.axe.run("#stage, #cluster"));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  });
}

test("in forced colours the outline is there, and with reduced motion it still flies", async () => {
  await open({ viewport: { width: 390, height: 844 }, forcedColors: "active", reducedMotion: "reduce" });
  split();
  await ball().waitFor();
  const outline = ball().locator("circle");
  const { stroke, dashes } = await outline.evaluate((it) => ({ stroke: getComputedStyle(it).stroke, dashes: getComputedStyle(it).strokeDasharray }));
  assert.notEqual(stroke, "none");
  assert.notEqual(dashes, "none");
  const before = await placeOf("#side-balls .side-ball");
  await until(async () => String(await placeOf("#side-balls .side-ball")) !== String(before));
  const isWithin = await sign().evaluate((it) => it.getBoundingClientRect().right <= document.getElementById("stage").getBoundingClientRect().right);
  assert.ok(isWithin, "the sentence fits on a phone");
});
