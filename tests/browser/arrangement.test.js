// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage } from "./support.js";

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
  [719, 740, { recorderBelowScene: false, faultsBeside: null, clusterBesideScene: false }],
  [720, 1024, { recorderBelowScene: true, faultsBeside: "cluster", clusterBesideScene: false }],
  [1279, 800, { recorderBelowScene: true, faultsBeside: "cluster", clusterBesideScene: false }],
  [1280, 800, { recorderBelowScene: true, faultsBeside: null, clusterBesideScene: true }],
];
for (const [width, height, arrangement] of arrangements) {
  test(`the arrangement at ${width}`, async () => {
    await open({ width, height });
    const seen = await page.evaluate(() => {
      const [scene, summary, recorder, cluster, faults] = ["scene", "summary", "recorder", "cluster", "faults-panel"].map((id) =>
        document.getElementById(id).getBoundingClientRect(),
      );
      return {
        recorderBelowScene: recorder.left === summary.left && recorder.top - summary.bottom < 20,
        faultsBeside: faults.left >= cluster.right && faults.top === cluster.top ? "cluster" : null,
        clusterBesideScene: cluster.left >= scene.right && cluster.width >= 384,
      };
    });
    assert.deepEqual(seen, arrangement);
  });
}

for (const [width, height] of [[360, 740], [768, 1024], [1280, 800], [1920, 1080], [2560, 1440], [3840, 2160]]) {
  test(`at ${width}×${height} nothing scrolls sideways, and the scene leaves room`, async () => {
    await open({ width, height });
    const sizes = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      scene: document.getElementById("scene").getBoundingClientRect().toJSON(),
      next: document.getElementById("summary").getBoundingClientRect().toJSON(),
      recorder: document.getElementById("recorder").getBoundingClientRect().toJSON(),
    }));
    assert.equal(sizes.width, width);
    assert.ok(Math.abs(sizes.scene.width - 2 * sizes.scene.height) <= 2, "but for its border");
    assert.ok(sizes.scene.bottom < sizes.next.top);
    if (width >= 720) assert.ok(sizes.recorder.bottom <= height, `${sizes.recorder.bottom}`);
  });
}

test("what is told of chaos is not squeezed, however wide its panel is", async () => {
  await open({ width: 1280, height: 800 });
  await page.locator("#chaos").click();
  await page.locator("#survived").waitFor();
  node.say("missed Hang the engine on first: the ball stood still");
  for (const width of [360, 719, 720, 1000, 1279, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const note = await page.locator("#chaos-row .note").boundingBox();
    assert.ok(note.width > 200, `${note.width} at ${width}`);
  }
});

test("alerts cover no control", async () => {
  await open({ width: 1280, height: 800 });
  for (let i = 1; i <= 5; ++i) node.say(`event warning alert ${i} with a text that is long enough to take more than a single line`);
  await page.getByRole("alert").nth(4).waitFor();
  const [stage, alerts] = [await page.locator("#stage").boundingBox(), await page.locator("#alerts").boundingBox()];
  assert.ok(alerts.y >= stage.y && alerts.y + alerts.height <= stage.y + stage.height);
  assert.ok(alerts.x >= stage.x && alerts.x + alerts.width <= stage.x + stage.width);
});
