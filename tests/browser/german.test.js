// SPDX-License-Identifier: GPL-3.0-or-later
// The page in German: by the browser's setting, by choice, and with room for its longer words.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "./support.js";

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
