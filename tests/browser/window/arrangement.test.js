// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

let browser, node, opened, page;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start({ name: "a-node-whose-name-has-forty-characters-x" });
  await node.meetAbsent("second", "third");
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

async function open(viewport) {
  opened = await openPage(browser, node.url, { viewport });
  page = opened.page;
  await page.locator("[data-fault=kill-node]").waitFor();
  await page.locator("[data-node] .kill").nth(1).waitFor();
}

const arrangements = [
  [719, 740, { stripBelowScene: true, recorderBelowStrip: false, behaviorsBeside: null, clusterBesideScene: false }],
  [720, 1024, { stripBelowScene: true, recorderBelowStrip: true, behaviorsBeside: "cluster", clusterBesideScene: false }],
  [1279, 800, { stripBelowScene: true, recorderBelowStrip: true, behaviorsBeside: "cluster", clusterBesideScene: false }],
  [1280, 800, { stripBelowScene: true, recorderBelowStrip: true, behaviorsBeside: null, clusterBesideScene: true }],
];
for (const [width, height, arrangement] of arrangements) {
  test(`the arrangement at ${width}`, async () => {
    await open({ width, height });
    const seen = await page.evaluate(() => {
      const [scene, strip, recorder, cluster, behaviors] = ["scene", "fault-strip", "recorder", "cluster", "behaviors-panel"].map((id) =>
        document.getElementById(id).getBoundingClientRect(),
      );
      return {
        stripBelowScene: strip.top > scene.bottom && strip.top - scene.bottom < 20,
        recorderBelowStrip: recorder.left === strip.left && recorder.top - strip.bottom < 20,
        behaviorsBeside: behaviors.left >= cluster.right ? "cluster" : null,
        clusterBesideScene: cluster.left >= scene.right && cluster.width >= 384,
      };
    });
    assert.deepEqual(seen, arrangement);
  });
}

for (const [width, height] of [[320, 568], [360, 740], [768, 1024], [1280, 720], [1280, 800], [1366, 768], [1920, 1080], [2560, 1440], [3440, 1440], [3840, 2160]]) {
  test(`at ${width}×${height} nothing scrolls sideways, and the scene leaves room`, async () => {
    await open({ width, height });
    await page.locator("#recorder .lease").first().waitFor();
    const sizes = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      scene: document.getElementById("scene").getBoundingClientRect().toJSON(),
      strip: document.getElementById("fault-strip").getBoundingClientRect().toJSON(),
    }));
    assert.equal(sizes.width, width);
    assert.ok(Math.abs(sizes.scene.width - 2 * sizes.scene.height) <= 2, "but for its border");
    assert.ok(sizes.scene.bottom < sizes.strip.top && sizes.strip.bottom <= height);
    const bottomOf = (part) => page.locator(part).first().evaluate((it) => it.getBoundingClientRect().bottom);
    if (width >= 720) await until(async () => (await bottomOf("#recorder .lease")) <= height);
    if (width >= 1280) await until(async () => (await bottomOf(".node.holder")) <= height);
  });
}

test("on a phone the tour brings what it asks to press into sight, above its card", async () => {
  await node.end();
  node = await FakeNode.start({ name: "node-1" });
  await node.meetAbsent("node-2", "node-3");
  node.say("holder 3");
  await open({ width: 390, height: 844 });
  await page.locator("#tour-next").click();
  await page.locator("#tour-text").getByText("node-3").waitFor();
  await until(() => page.evaluate(() => {
    const [kill, card] = [document.querySelector(".node.holder .kill"), document.getElementById("tour")].map((it) => it.getBoundingClientRect());
    return kill.bottom <= card.top;
  }));
});

test("on a low view the tour lies beside the small scene, and holds its buttons in every language", async () => {
  await node.end();
  node = await FakeNode.start({ name: "node-1" });
  await node.meetAbsent("node-2");
  node.say("holder 2");
  for (const locale of ["en", "de"]) {
    opened = await openPage(browser, node.url, { viewport: { width: 844, height: 390 }, locale });
    ({ page } = opened);
    await page.locator("#tour-leave").waitFor();
    await page.locator("#tour-next").click();
    const places = () => page.evaluate(() =>
      ["scene", "fault-strip", "tour", "tour-next", "tour-leave"].map((id) => document.getElementById(id).getBoundingClientRect().toJSON()),
    );
    const [scene, strip, tour, next, leave] = await places();
    assert.ok(tour.right <= scene.left && tour.bottom <= strip.top && tour.top > scene.top - 80 && tour.left >= 0, `${locale}: ${JSON.stringify([scene, strip, tour])}`);
    // What the first step asks to press comes into sight.
    await until(() => page.evaluate(() => {
      const { x, y, width, height } = document.querySelector(".node.holder .kill").getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2)?.closest(".kill") !== null && y + height <= innerHeight;
    }));
    assert.ok(next.left >= tour.left && leave.right <= tour.right && leave.bottom <= tour.bottom, locale);
    if (locale === "en") {
      await opened.close();
      continue;
    }
    node.say("gone 2");
    node.say("holder 1");
    node.say("fact 5 0 1 3 0.0031 -");
    await page.locator("#tour-told:not([hidden])").waitFor();
    await until(async () => (await places())[2].top >= 0); // what it tells comes into sight, too
  }
});

test("in two columns another machine is below the cluster, and the behaviours begin beside it", async () => {
  await open({ width: 800, height: 900 });
  await page.locator("#pairing").waitFor();
  const [cluster, pairing, behaviors] = await page.evaluate(() =>
    ["cluster", "pairing", "behaviors-panel"].map((id) => document.getElementById(id).getBoundingClientRect().toJSON()),
  );
  assert.ok(pairing.left === cluster.left && pairing.top >= cluster.bottom && pairing.top - cluster.bottom < 20);
  assert.equal(behaviors.top, cluster.top);
});

test("on a phone the strip, the holder and the lease lane are in sight at first, and thumbs hit what they aim at", async () => {
  await node.end();
  node = await FakeNode.start({ name: "node-1" });
  await node.meetAbsent("node-2", "node-3");
  await open({ width: 390, height: 844 });
  await page.locator("#recorder .lease").first().waitFor();
  const ends = () => page.evaluate(() => ["#fault-strip", ".node.holder", "#recorder .lease"].map((part) => document.querySelector(part).getBoundingClientRect().bottom));
  await until(async () => Math.max(...(await ends())) <= 844);
  node.say("holder 2"); // with a change of holder to open
  await page.locator("[data-failover]").last().waitFor();
  await page.locator("#tour-leave").click();
  assert.deepEqual(await page.evaluate(smallTargets), []);
});

/** Controls of which no column is 44 high, where a finger would hit them. */
function smallTargets() {
  const hits = (it, x, y) => it.contains(document.elementFromPoint(x, y)?.closest("button, select, input, a, label") ?? null);
  const run = (it, x, top, bottom) => {
    let [length, best] = [0, 0];
    for (let y = top - 30; y <= bottom + 30; ++y) best = Math.max(best, (length = hits(it, x, y) ? length + 1 : 0));
    return best;
  };
  const controls = [...document.querySelectorAll("button, select, input:not(.unseen), #theme label, .node a")];
  const small = [];
  for (const it of controls.filter((each) => each.checkVisibility())) {
    it.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, right, top, bottom } = it.getBoundingClientRect();
    const columns = [left - 45, left - 22, left + 4, (left + right) / 2, right - 4];
    const height = Math.max(...columns.map((x) => run(it, x, top, bottom)));
    if (height < 43.5) small.push(`${it.id || it.className || it.textContent}: ${height}`);
  }
  return small;
}

for (const locale of ["en", "de"]) for (const [width, height] of [[1280, 720], [1366, 768]])
  test(`the strip is one row at ${width} in ${locale}`, async () => {
    opened = await openPage(browser, node.url, { viewport: { width, height }, locale });
    ({ page } = opened);
    await page.locator("[data-fault=lossy-network]").waitFor();
    const middles = await page.evaluate(() => [...document.querySelectorAll("#fault-strip button:not([hidden]), #fault-node")].filter((it) => it.checkVisibility()).map((it) => {
      const { top, height } = it.getBoundingClientRect();
      return Math.round(top + height / 2);
    }));
    assert.equal(new Set(middles).size, 1, String(middles));
  });

test("the strip stays where it is while clicks are counted", async () => {
  await open({ width: 1280, height: 720 });
  const places = () => page.evaluate(() => [...document.querySelectorAll("#fault-strip button")].map((it) => it.getBoundingClientRect().x));
  const before = await places();
  await page.locator("[data-fault=kill-node]").click();
  await page.locator("[data-fault=kill-node].armed").waitFor();
  assert.deepEqual(await places(), before);
});

test("what is told of chaos lies on the scene, and moves nothing", async () => {
  await open({ width: 1280, height: 800 });
  const strip = await page.locator("#fault-strip").boundingBox();
  await page.locator("#chaos").click();
  await page.locator("#survived").waitFor();
  node.say("missed Hanging the engine on first: the ball stood still");
  for (const width of [360, 719, 720, 1000, 1279, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const [stage, banner] = [await page.locator("#stage").boundingBox(), await page.locator("#chaos-banner").boundingBox()];
    assert.ok(banner.y >= stage.y && banner.x >= stage.x && banner.x + banner.width <= stage.x + stage.width);
    assert.ok(banner.y + banner.height < stage.y + 0.6 * stage.height, `${banner.height} at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  assert.deepEqual(await page.locator("#fault-strip").boundingBox(), strip);
});

test("alerts cover no control", async () => {
  await open({ width: 1280, height: 800 });
  for (let i = 1; i <= 5; ++i) node.say(`event warning alert ${i} with a text that is long enough to take more than a single line`);
  await page.getByRole("alert").nth(4).waitFor();
  const [stage, alerts] = [await page.locator("#stage").boundingBox(), await page.locator("#alerts").boundingBox()];
  assert.ok(alerts.y >= stage.y && alerts.y + alerts.height <= stage.y + stage.height);
  assert.ok(alerts.x >= stage.x && alerts.x + alerts.width <= stage.x + stage.width);
});
