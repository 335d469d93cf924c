// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster that is dead looks so, and comes back by itself.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Outage, patienceMs } from "../../../web/page/cluster/outage.js";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

test("most losses mend before they are told", () => {
  const outage = new Outage();
  assert.equal(outage.at(0), null);
  outage.lost(1000);
  outage.lost(1500);
  assert.equal(outage.at(1000 + patienceMs - 1), null);
  assert.deepEqual(outage.at(1000 + patienceMs), { kind: "unheard", since: 1000 });
  outage.heard();
  assert.equal(outage.at(9000), null);
});

test("a page that was not shown has the same patience from when it is shown", () => {
  const outage = new Outage();
  outage.lost(1000);
  outage.shown(60_000);
  assert.equal(outage.at(60_000 + patienceMs - 1), null);
  assert.deepEqual(outage.at(60_000 + patienceMs), { kind: "unheard", since: 1000 });
});

test("a ball that nobody flies is told of as long as it stands, but that no node answers comes first", () => {
  const outage = new Outage();
  outage.noteFlight(false, 1000);
  outage.noteFlight(false, 2000);
  assert.deepEqual(outage.at(3000), { kind: "unflown", since: 1000 });
  outage.lost(2900);
  assert.equal(outage.at(3000), null);
  assert.deepEqual(outage.at(2900 + patienceMs), { kind: "unheard", since: 2900 });
  outage.heard();
  outage.noteFlight(true, 5000);
  assert.equal(outage.at(9000), null);
});

let browser, node, opened, page;
before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => (node = await FakeNode.start()));
afterEach(async () => {
  await opened?.close();
  await node.end();
});

async function open(options) {
  opened = await openPage(browser, node.url, options);
  page = opened.page;
  await page.locator("[data-fault=kill-node]").waitFor();
}

const sign = () => page.locator("#outage");
const ages = () => page.evaluate(() => [...document.querySelectorAll(".node .age")].map((age) => age.textContent));

async function die() {
  node.signal("SIGSTOP");
  await sign().getByText("No node answers").waitFor();
}

test("that no node answers is said across the scene, and since when", async () => {
  await open();
  const since = Date.now();
  await die();
  const [stage, band] = [await page.locator("#scene").boundingBox(), await sign().boundingBox()];
  assert.ok(band.width >= stage.width - 4 && band.y > stage.y && band.y + band.height < stage.y + stage.height);
  const told = await page.locator("#outage-since").textContent();
  const possible = await page.evaluate((from) => {
    const seconds = Array.from({ length: 12 }, (_, i) => new Date(from + (i - 4) * 1000).toLocaleTimeString());
    return seconds.map((time) => `since ${time}`);
  }, since);
  assert.ok(possible.includes(told), `${told}: ${possible}`);
  await page.getByRole("status").getByText("Looking for a node…").waitFor();
});

test("no age goes on, and what cannot work looks so and says why; then all comes back by itself", async () => {
  await node.meetAbsent("second");
  await open();
  await die();
  const kept = await ages();
  const commanding = page.locator("#nudge, [data-behavior], [data-try-again], [data-fault], button.kill, #chaos, #write-behavior, #share, #show-phone, #pair-invite");
  const idle = page.locator("[aria-disabled=true][aria-description]");
  assert.ok((await commanding.count()) > 10);
  assert.equal(await idle.count(), await commanding.count());
  const looks = await page.locator("#nudge").evaluate((it) => [getComputedStyle(it).backgroundColor, getComputedStyle(it).borderStyle]);
  assert.deepEqual(looks, ["rgba(0, 0, 0, 0)", "dashed"]);
  await page.keyboard.press("n");
  await page.getByRole("alert").getByText("so no command can be carried out").waitFor();
  await page.getByRole("alert").waitFor({ state: "detached" }); // three seconds later
  await page.locator("#write-behavior").click({ force: true });
  await page.getByRole("alert").getByText("so no command can be carried out").waitFor();
  assert.equal(await page.locator("#behavior-editor").isVisible(), false);
  assert.ok(await page.locator("#fault-node").isDisabled());
  assert.deepEqual(await ages(), kept);
  node.signal("SIGCONT");
  await sign().waitFor({ state: "hidden" });
  await until(async () => (await page.locator("[aria-disabled]").count()) === 0);
  await until(async () => (await ages())[0] !== kept[0]);
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"], "and nothing of what was pressed meanwhile");
});

test("a cluster that is dead does not ask for another node", async () => {
  await open();
  await page.locator("#alone").waitFor(); // while the only node lives
  await die();
  assert.equal(await page.locator("#alone").isVisible(), false);
});

test("that no node flies the ball is said as well, and faults can be asked for", async () => {
  await open();
  node.say("stand");
  await sign().getByText("No node flies the ball").waitFor();
  assert.equal(await page.locator("#trail-band").getAttribute("d"), null, "what has stopped leaves no trail");
  assert.equal(await page.locator("#ball").evaluate((it) => getComputedStyle(it).filter), "grayscale(1)");
  assert.equal(await page.locator("#nudge").getAttribute("aria-disabled"), "true");
  assert.equal(await page.locator("[data-fault=step-down]").getAttribute("aria-disabled"), null);
  node.say("nudge 4 3");
  await sign().waitFor({ state: "hidden" });
});

for (const colorScheme of ["light", "dark"])
  test(`axe finds nothing, nor may a disabled look hide what it would find, ${colorScheme}`, async () => {
    await open({ bypassCSP: true, colorScheme });
    await page.addScriptTag({ path: axe });
    await die();
    await page.evaluate(() => document.querySelectorAll("[aria-disabled]").forEach((it) => it.removeAttribute("aria-disabled")));
    const { violations } = await page.evaluate(() => axe.run());
    assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`)), []);
  });
