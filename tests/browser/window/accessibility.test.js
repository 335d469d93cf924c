// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { FakeNode, launchBrowser, lockCommands, openPage, until } from "../support.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let browser, node;

// A page with something of everything on it.
before(async () => {
  browser = await launchBrowser();
  node = await FakeNode.start();
  await node.meetAbsent("second", "third", "fourth");
  for (const link of ["1 2 0.3", "1 3 0.4", "1 4 2", "2 3 12", "2 4 5", "3 4 1"]) node.say(`link ${link}`);
  node.say("suspect 4");
  node.say("behavior Gravity script 1");
  node.say("behavior Faulty plugin 0");
  node.say("quarantine Faulty");
  node.say("behavior NonExistentBehavior missing 0");
  node.say("problem NonExistentBehavior There is no such code.");
  node.say("trial 1");
  node.say("holder 2");
});
after(async () => {
  await browser.close();
  await node.end();
});

async function openFull(options, prepare) {
  // The policy of the page lets no tool in; that it holds is tested elsewhere.
  const opened = await openPage(browser, node.url, { bypassCSP: true, ...options }, prepare);
  const { page } = opened;
  await page.locator("[data-fault=kill-node]").waitFor();
  await page.addScriptTag({ path: axe });
  return opened;
}

async function assertNoViolations(page) {
  const { violations } = await page.evaluate(() => axe.run({ rules: { "target-size": { enabled: true } } }));
  const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  assert.deepEqual(told, []);
}

for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of [[1280, 800], [768, 1024], [360, 740]]) {
    test(`axe finds nothing at ${width}×${height}, ${colorScheme}`, async () => {
      const { page, close } = await openFull({ colorScheme, viewport: { width, height } });
      node.say("fact 9 0 3 0 10 lossy-network");
      node.say("fact 9 0 4 0 60 freeze-node");
      node.say("event error The engine crashed: a test");
      await page.getByRole("alert").getByText("The engine crashed").waitFor();
      await page.getByText("frozen,").waitFor();
      await assertNoViolations(page);
      await close();
    });
  }

  test(`axe finds nothing where a token is needed, nor may a disabled look hide what it would find, ${colorScheme}`, async () => {
    const { page, close } = await openFull({ colorScheme }, lockCommands);
    await page.locator("body.locked").waitFor();
    await assertNoViolations(page);
    // What is called disabled need not be readable: it is tested as if it were not.
    await page.evaluate(() => document.querySelectorAll("[aria-disabled]").forEach((it) => it.removeAttribute("aria-disabled")));
    await assertNoViolations(page);
    await close();
  });

  test(`axe finds nothing while the dialog is open, ${colorScheme}`, async () => {
    const { page, close } = await openFull({ colorScheme });
    await page.keyboard.press("?");
    await page.locator("#help[open]").waitFor();
    await assertNoViolations(page);
    await close();
  });

  test(`axe finds nothing while things go on: a ghost, clicks under way, chaos, ${colorScheme}`, async () => {
    const { page, close } = await openFull({ colorScheme, reducedMotion: "reduce" });
    node.say("node 5 fifth absent");
    await page.getByText("0.1.0@fifth").waitFor();
    node.say("gone 5");
    await page.locator(".node.gone").waitFor();
    await page.locator("#chaos").click();
    await page.locator("[data-node='0000000000000003'] .kill").hover();
    await page.mouse.down();
    await page.locator(".kill.holding").waitFor();
    await assertNoViolations(page);
    await page.mouse.up();
    await close();
  });
}

/** Notes in the page what can be reached by the Tab key: a group of radio buttons is one stop, and so is a roving focus. */
function noteStops() {
  const controls = "a[href], button, input, select, [tabindex]";
  const isStop = (it) => it.tabIndex >= 0 && it.checkVisibility() && (it.type !== "radio" || it.checked);
  window.stops_ = [...document.querySelectorAll(controls)].filter(isStop);
}

test("by the Tab key every control is reached, in the order of the page, and its focus is seen", async () => {
  const { page, close } = await openFull({ viewport: { width: 1280, height: 800 } });
  await until(() => page.evaluate(() => document.querySelectorAll("#alerts > *").length === 0));
  await page.evaluate(noteStops);
  const parts = ["theme", "show-help", "tour", "fault-strip", "recorder", "cluster", "pairing", "behaviors-panel", "event-log"];
  const reached = [];
  const count = await page.evaluate(() => window.stops_.length);
  for (let i = 0; i < count; ++i) {
    await page.keyboard.press("Tab");
    const { at, part, seen, told } = await page.evaluate(() => {
      const { activeElement: focused } = document;
      const shown = focused.matches("#theme input") ? focused.nextElementSibling : focused;
      const part = (focused.closest("#theme, #tour, #fault-strip, #recorder, #cluster, #pairing, #behaviors-panel, #event-log") ?? focused).id;
      return { at: window.stops_.indexOf(focused), part, seen: getComputedStyle(shown).outlineStyle, told: focused.outerHTML };
    });
    assert.equal(at, i, told);
    assert.equal(seen, "solid", told);
    reached.push(part);
  }
  assert.deepEqual(reached.filter((part, i, all) => all.indexOf(part) === i), parts);
  assert.ok(count > 15, `${count}`);
  await close();
});

test("a control that gets the focus is not behind the scene", async () => {
  const { page, close } = await openFull({ viewport: { width: 360, height: 740 } });
  await page.locator("#log-words").focus();
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press("Shift+Tab");
    await until(() =>
      page.evaluate(() => {
        const { top } = document.activeElement.getBoundingClientRect();
        const stage = document.getElementById("stage");
        return stage.contains(document.activeElement) || top >= stage.getBoundingClientRect().bottom;
      }),
    );
  }
  await close();
});
