// SPDX-License-Identifier: GPL-3.0-or-later
// Where the lines between the cards are, by geometry.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

let browser, node, opened;
before(async () => {
  browser = await launchBrowser();
  node = await FakeNode.start();
  await node.meetAbsent("second", "third");
  for (const link of ["1 2 0.3", "1 3 0.4", "2 3 12"]) node.say(`link ${link}`);
  opened = await openPage(browser, node.url);
});
after(async () => {
  await opened.close();
  await browser.close();
  await node.end();
});

/** The ends of all lines, the figures and the cards, in pixels of the page. */
function seen() {
  const place = (shown) => shown.getBoundingClientRect().toJSON();
  const ends = (line) => [0, line.getTotalLength()].map((at) => {
    const { x, y } = line.getPointAtLength(at).matrixTransform(line.getScreenCTM());
    return { x, y };
  });
  const all = (selector, look) => [...document.querySelectorAll(selector)].map(look);
  return {
    isDrawn: document.getElementById("ground").classList.contains("drawn"),
    lines: all(".links .link", ends),
    figures: all(".links text, .links rect", place),
    cards: all(".node", place),
  };
}

/** How far a point is from the edge of a rectangle. */
function fromEdge({ x, y }, { left, right, top, bottom }) {
  const beyond = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  return beyond || Math.min(x - left, right - x, y - top, bottom - y);
}
const overlap = (a, b) => Math.min(a.right - b.left, b.right - a.left, a.bottom - b.top, b.bottom - a.top) > 0.5;

async function assertLinksJoinCards(page, at) {
  const isJoined = (line, cards) => {
    const met = line.map((end) => cards.findIndex((card) => fromEdge(end, card) < 1.5));
    return !met.includes(-1) && met[0] !== met[1];
  };
  let now;
  await until(async () => {
    now = await page.evaluate(seen);
    return now.lines.length === 3 && now.figures.length === 6 && now.lines.every((line) => isJoined(line, now.cards));
  }).catch(() => assert.fail(`${at}: ${JSON.stringify(now)}`));
  const { figures, cards } = now;
  for (const figure of figures) for (const card of cards) assert.ok(!overlap(figure, card), `${at}: ${JSON.stringify([figure, card])}`);
}

for (const [width, height] of [[1920, 940], [1920, 800], [1366, 600], [2560, 700], [3840, 1000], [1280, 720], [1024, 500], [800, 1200], [800, 700]])
  test(`each line ends at the edges of its cards, and no figure stands on one, at ${width}×${height}`, async () => {
    const { page } = opened;
    await page.setViewportSize({ width, height });
    await assertLinksJoinCards(page, `${width}×${height}`);
  });

test("the same in large type, and after the page was scrolled", async () => {
  const { page } = opened;
  await page.setViewportSize({ width: 1600, height: 700 });
  await page.evaluate(() => (document.documentElement.style.fontSize = "150%"));
  await page.mouse.wheel(0, 300);
  await assertLinksJoinCards(page, "large");
  await page.evaluate(() => document.documentElement.removeAttribute("style"));
});

test("where there is no room cards stand in a list, without lines", async () => {
  const { page } = opened;
  await page.setViewportSize({ width: 360, height: 740 });
  await until(async () => {
    const { isDrawn, lines } = await page.evaluate(seen);
    return !isDrawn && lines.length === 0;
  });
});

/** The lines of which a point lies on a card, as [line, card] by their places in the page. */
function hidden() {
  const cards = [...document.querySelectorAll(".node")].map((card) => card.getBoundingClientRect());
  const lines = [...document.querySelectorAll(".links .link")].map((line) => {
    const points = Array.from({ length: 101 }, (_, i) => line.getPointAtLength((i / 100) * line.getTotalLength()));
    return points.map((point) => point.matrixTransform(line.getScreenCTM()));
  });
  const isOn = ({ x, y }, { left, right, top, bottom }) => left + 1 < x && x < right - 1 && top + 1 < y && y < bottom - 1;
  const pairs = lines.flatMap((points, i) => cards.map((card, j) => [i, j, points.some((at) => isOn(at, card))]));
  return { lines: lines.length, hidden: pairs.filter(([, , isHidden]) => isHidden) };
}

for (const count of [3, 4, 5, 6, 7, 8])
  test(`no link of ${count} nodes runs behind a card`, async () => {
    const many = await FakeNode.start();
    await many.meetAbsent(...Array.from({ length: count - 1 }, (_, i) => `other-${i + 2}`));
    for (let a = 1; a < count; ++a) for (let b = a + 1; b <= count; ++b) many.say(`link ${a} ${b} 0.${a}`);
    const { page, close } = await openPage(browser, many.url);
    for (const [width, height] of [[1280, 960], [1024, 768], [1920, 1080]]) {
      await page.setViewportSize({ width, height });
      let now;
      await until(async () => {
        now = await page.evaluate(hidden);
        return now.lines === (count * (count - 1)) / 2 && now.hidden.length === 0;
      }).catch(() => assert.fail(`${width}×${height}: ${JSON.stringify(now)}`));
    }
    await close();
    await many.end();
  });
