// SPDX-License-Identifier: GPL-3.0-or-later
// The page as an app of a phone or a desktop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
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

/** What the browser makes of the page's manifest, and why it would not install it. */
async function look(page) {
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  return { url, errors, manifest: JSON.parse(data), problems: installabilityErrors.map(({ errorId }) => errorId) };
}

test("Chromium would install the page", async () => {
  const { page, complaints, close } = await openPage(browser, node.url);
  const { errors, manifest, problems } = await look(page);
  assert.deepEqual(errors, []);
  assert.deepEqual(problems.filter((id) => id !== "in-incognito"), []); // every context of a test is
  assert.equal(manifest.display, "standalone");
  assert.deepEqual(complaints, []);
  await close();
});

test("each icon is there, and as large as it says", async () => {
  const { page, complaints, close } = await openPage(browser, node.url);
  const { url, manifest } = await look(page);
  assert.equal(new URL(manifest.start_url, url).href, node.url);
  assert.equal(new URL(manifest.scope, url).href, node.url);
  const touch = await page.getAttribute("link[rel=apple-touch-icon]", "href");
  const icons = [...manifest.icons, { src: new URL(touch, node.url).href, sizes: "180x180" }];
  assert.ok(icons.some(({ purpose }) => purpose === "maskable"));
  for (const { src, sizes } of icons) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(src, url).href);
    if (sizes !== "any") assert.equal(size, sizes, src);
  }
  assert.deepEqual(complaints, []);
  await close();
});

const barOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll("meta[name=theme-color]")].find(({ media }) => matchMedia(media).matches).content);
const groundOf = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const rgb = (hex) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

for (const colorScheme of ["light", "dark"])
  test(`the bar around the page has its colour: ${colorScheme}`, async () => {
    const { page, close } = await openPage(browser, node.url, { colorScheme });
    assert.equal(rgb(await barOf(page)), await groundOf(page));
    const other = colorScheme === "light" ? "dark" : "light";
    await page.locator(`#theme input[value=${other}]`).check({ force: true });
    await until(async () => (await barOf(page)) === (await groundOf(page)));
    await page.reload();
    await until(() => page.evaluate(() => window.everbounce?.node()));
    assert.equal(await barOf(page), await groundOf(page));
    await page.locator("#theme input[value=system]").check({ force: true });
    assert.equal(rgb(await barOf(page)), await groundOf(page));
    await close();
  });
