// SPDX-License-Identifier: GPL-3.0-or-later
// The page in German: by the browser's setting, by choice, and with room for its longer words.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

let browser, node, opened, page;
before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start({ name: "node-1" });
  await node.meetAbsent("node-2", "node-3");
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

async function open(options) {
  opened = await openPage(browser, node.url, { viewport: { width: 1280, height: 720 }, ...options });
  page = opened.page;
  await page.locator("#nodes .node").nth(2).waitFor();
}

const language = () => page.evaluate(() => document.documentElement.lang);
const recorderTitle = () => page.locator("#recorder-title span").textContent();

test("a browser that wants German gets it, in what nodes word as well", async () => {
  await open({ locale: "de-DE" });
  assert.equal(await language(), "de");
  assert.equal(await recorderTitle(), "Flugschreiber");
  await page.locator(".node.holder").getByRole("button", { name: "hält die Lease" }).waitFor();
  await page.getByRole("img", { name: "Ein Ball, der in einem Kasten umherfliegt" }).waitFor();
  await page.getByRole("button", { name: "Absturz" }).hover();
  await page.locator("#hint").getByText("Der Engine-Prozess erhält einen echten Speicherzugriffsfehler.").waitFor();
  await page.getByText("Letzte Minute: keine ausgelöste Störung").waitFor();
  assert.deepEqual(opened.complaints, []);
});

const texts = (locator) => page.locator(locator).allTextContents();
const german = async (locator, ...expected) => until(async () => JSON.stringify(await texts(locator)) === JSON.stringify(expected));

test("what nodes say is told in German, and found by it; what is not known is marked as English", async () => {
  await open({ locale: "de-DE" });
  node.say("event info node-2 joined");
  node.say("event info all of it changes");
  await page.getByRole("alert").getByText("node-2 ist beigetreten").waitFor();
  await german("#event-list .text", "all of it changes", "node-2 ist beigetreten");
  assert.deepEqual(await page.locator("#event-list .text").evaluateAll((all) => all.map(({ lang }) => lang)), ["en", ""]);
  await page.locator("#log-words").fill("beigetreten");
  await german("#event-list .text", "node-2 ist beigetreten");
  await page.locator("#log-words").fill("joined");
  await page.locator("#log-empty").waitFor();

  node.say("behavior Wind script 0");
  node.say("problem Wind Wind failed: line 3: Error: node-2 is gone.");
  await page.getByText("Wind hat versagt: Zeile 3: Error: node-2 is gone.").waitFor();
  node.say("struck 3 4 Killing node-2");
  node.say("missed Freezing node-2 for 5 s: the ball stood still");
  await german("#survived", "3 von 4 überstanden");
  await german("#chaos-now", "node-2 wird abgeschossen");
  await german("#chaos-misses", "node-2 wird für 5 s angehalten: Der Ball stand still");
  node.say("refuse 409 That node does not run the engine.");
  await page.locator("#nudge").click();
  await page.getByRole("alert").getByText("Auf diesem Knoten läuft die Engine nicht.").waitFor();
});

test("so is how a holder changed, in its drawing as well, where names stay as they are", async () => {
  await open({ locale: "de-DE" });
  node.say("holder 2");
  await page.locator("[data-failover='2']").click();
  await page.locator("#failover svg").waitFor();
  assert.equal(await page.locator("#failover-headline").textContent(), "A node hat geendet, und another hat übernommen.");
  const drawn = await page.locator("#failover svg text").allTextContents();
  for (const text of ["gone", "ist weg", "0,0 ms: erstes Zeichen", "1,5 ms: hält die Lease", "3,0 ms: überall gezeigt"]) assert.ok(drawn.includes(text), `${text}: ${drawn}`);
  assert.equal(await page.locator("#failover-lines li span").last().evaluate(({ lang }) => lang), "en");
});

test("any other browser gets English, until somebody chooses; the choice stays", async () => {
  await open({ locale: "fr-FR" });
  assert.equal(await language(), "en");
  await page.keyboard.press("?");
  await page.getByLabel("Language").selectOption("Deutsch");
  await until(async () => (await recorderTitle().catch(() => "")) === "Flugschreiber");
  await page.reload();
  await until(async () => (await recorderTitle()) === "Flugschreiber");
  assert.equal(await language(), "de");
  await page.keyboard.press("?");
  await page.getByLabel("Sprache").selectOption("Systemsprache");
  await until(async () => (await recorderTitle().catch(() => "")) === "Flight recorder");
});

/** What does not fit: beyond the view, or beyond its own box. */
const cutOff = () =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll("button, a, p, h2, h3, label, .choice, .node, select")].filter((it) => it.checkVisibility() && !it.closest(".unseen"));
    const beyond = ({ right, left, width }) => width > 1 && (right > innerWidth + 1 || left < -1);
    const spills = (it) => it.matches("button") && it.scrollWidth > it.clientWidth + 1;
    return shown.filter((it) => beyond(it.getBoundingClientRect()) || spills(it)).map((it) => it.textContent.trim());
  });

test("its longer words are not cut off, and the lease lane begins above the fold", async () => {
  for (const [width, height] of [[1280, 720], [390, 844], [320, 700], [800, 900]]) {
    await open({ locale: "de-DE", viewport: { width, height } });
    assert.deepEqual(await cutOff(), [], `${width}`);
    await page.locator("#recorder-drawing .lease").first().waitFor(); // the node has told its holder
    const { scrollsSideways, laneBegins } = await page.evaluate(() => ({
      scrollsSideways: document.documentElement.scrollWidth > innerWidth,
      laneBegins: document.querySelector("#recorder-drawing .lease").getBoundingClientRect().top,
    }));
    assert.equal(scrollsSideways, false, `${width}`);
    if (width > 320) assert.ok(laneBegins + 16 <= height, `${width}: ${laneBegins}`);
    if (width !== 800) await opened.close();
  }
});

test("small cards of many nodes hold the longer words, too", async () => {
  await node.meetAbsent(...Array.from({ length: 11 }, (_, index) => `node-${index + 2}`));
  for (const [other, ms] of [[2, 0.4], [3, 12.6], [4, 136.2]]) node.say(`link 1 ${other} ${ms}`);
  for (const width of [1280, 390, 800]) {
    await open({ locale: "de-DE", viewport: { width, height: 900 } });
    await page.locator(".many .node").nth(11).waitFor();
    assert.deepEqual(await cutOff(), [], `${width}`);
    const cut = await page.locator(".many .notes > *").evaluateAll((all) =>
      all.filter((it) => it.scrollWidth > it.clientWidth + 1 || it.getBoundingClientRect().right > it.parentElement.getBoundingClientRect().right + 1).map((it) => it.textContent));
    assert.deepEqual(cut, [], `${width}`);
    if (width !== 800) await opened.close();
  }
});
