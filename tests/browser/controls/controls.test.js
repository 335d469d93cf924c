// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

const second = "0000000000000002";
let browser, node, opened, page;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start();
  await node.meetAbsent("second");
  opened = await openPage(browser, node.url);
  page = opened.page;
  await page.locator("[data-fault=kill-node]").waitFor();
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

const behavior = (name, more = "") => page.locator(`button[data-behavior=${name}]${more}`);
const killButton = () => page.locator(`[data-node="${second}"] button.kill`);

/** Clicks with so many milliseconds between the clicks' own instants, however slow the machine is. */
const clickApart = (locator, times, gapMs) =>
  locator.evaluate(
    (button, [count, gap]) => {
      const start = performance.now();
      for (let i = 0; i < count; ++i) {
        const click = new MouseEvent("click", { bubbles: true });
        Object.defineProperty(click, "timeStamp", { value: start + i * gap });
        button.dispatchEvent(click);
      }
    },
    [times, gapMs],
  );

/** Whatever commands are on their way have come when this one has. */
async function commandsSoFar() {
  const before = node.asked.length;
  await page.locator("#nudge").click();
  await until(() => node.asked.slice(before).some(({ text }) => text === "nudge"));
  return node.asked.map(({ text }) => text).slice(0, -1);
}

test("a behaviour is selected, and the current one is marked", async () => {
  await behavior("MirrorJump", "[aria-checked=true]").waitFor();
  await behavior("RandomRebound").click();
  await behavior("RandomRebound", "[aria-checked=true]").waitFor();
  await behavior("MirrorJump", "[aria-checked=false]").waitFor();
  assert.equal(await page.textContent("#behavior"), "RandomRebound");
  assert.deepEqual(await node.gotCommands(1), ["behavior RandomRebound"]);
  node.say("trial 1");
  await behavior("RandomRebound").getByText("on trial").waitFor();
  node.say("trial 0");
  await behavior("RandomRebound").getByText("on trial").waitFor({ state: "hidden" });
});

test("kinds are shown, and what came from another node is new", async () => {
  node.say("behavior Gravity script 1");
  node.say("behavior Sticky plugin 0");
  await behavior("Gravity").getByText("new: Gravity").waitFor();
  await behavior("Gravity").getByText("script").waitFor();
  await behavior("Sticky").getByText("plugin").waitFor();
  await page.getByText("Only on first.").first().waitFor();
});

test("what cannot be selected says why, and still is a safe failure to be seen", async () => {
  node.say("behavior NonExistentBehavior missing 0");
  node.say("problem NonExistentBehavior There is no such code.");
  await page.locator(".behavior").getByText("There is no such code.").waitFor();
  await behavior("NonExistentBehavior").click();
  await page.getByRole("alert").getByText("There is no such code.").waitFor();
  assert.deepEqual(await node.gotCommands(1), ["behavior NonExistentBehavior"]);
  assert.equal(await behavior("MirrorJump").getAttribute("aria-checked"), "true");
});

test("what is in quarantine is tried again only by a button of its own", async () => {
  node.say("quarantine RandomRebound");
  await behavior("RandomRebound").getByText("quarantined").waitFor();
  node.say("problem RandomRebound RandomRebound <b>gave</b> no answer within 250 ms of processor time.");
  await page.getByText("RandomRebound <b>gave</b> no answer within 250 ms of processor time.").waitFor(); // as text
  await behavior("RandomRebound").click();
  await page.getByRole("alert").getByText("RandomRebound is in quarantine.").waitFor();
  await page.getByRole("button", { name: "Try again RandomRebound" }).click();
  node.say("problem RandomRebound");
  await behavior("RandomRebound", "[aria-checked=true]").waitFor();
  assert.deepEqual(await node.gotCommands(2), ["behavior RandomRebound", "behavior RandomRebound again"]);
});

test("a nudge is sent", async () => {
  await page.locator("button#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
});

test("every fault says what it does and what is seen then", async () => {
  const faults = await (await fetch(`${node.url}api/v1/faults`)).json();
  assert.ok(faults.length >= 7);
  for (const { fault, title, what, see } of faults) {
    const button = page.locator(`#fault-strip button[data-fault=${fault}]`);
    const about = await page.locator(`#${await button.getAttribute("aria-describedby")}`).textContent();
    assert.ok(about.includes(title) && about.includes(what) && about.includes(see), about);
    await button.focus();
    await page.keyboard.press("Shift"); // the focus is the keyboard's
    await page.locator("#hint").getByText(see, { exact: true }).waitFor();
  }
});

test("of a single node no fault says that another one takes over", async () => {
  node.say("gone 2");
  const told = () => page.evaluate(() => [...document.querySelectorAll("#faults .unseen[id^=about]")].map((it) => it.textContent).join(" "));
  await until(async () => (await told()).includes("No other node is left: the ball ends, too."));
  assert.doesNotMatch(await told(), /Another node|another node takes/);
});

test("a fault hits the holder, or the chosen one", async () => {
  await page.locator("[data-fault=isolate-node]").click();
  await page.selectOption("#fault-node", { label: "second" });
  await page.locator("[data-fault=step-down]").click();
  assert.deepEqual(await node.gotCommands(2), [`fault isolate-node ${node.hexId} 5000`, `fault step-down ${second} 0`]);
  node.say("gone 2");
  await until(() => page.evaluate(() => document.getElementById("fault-node").value === ""));
});

test("a dangerous fault takes three clicks, and counts them", async () => {
  const freeze = page.locator("[data-fault=freeze-node]");
  await clickApart(freeze, 2, 100);
  await freeze.getByText("1 more click").waitFor();
  await freeze.getByText("more click").waitFor({ state: "detached" }); // a second later
  assert.deepEqual(await commandsSoFar(), []);
  await clickApart(freeze, 3, 450);
  assert.equal((await node.gotCommands(2)).at(-1), `fault freeze-node ${node.hexId} 5000`);
});

test("every node has a kill switch, the page's own too, which says what it would do", async () => {
  await killButton().waitFor();
  assert.equal(await page.locator("button.kill").count(), 2);
  const own = page.locator(`[data-node="${node.hexId}"] button.kill`);
  await own.hover();
  await page.locator("#hint").getByText("The page goes on with another one.").waitFor();
  await clickApart(own, 3, 100);
  assert.deepEqual(await node.gotCommands(1), [`fault kill-node ${node.hexId} 0`]);
});

test("three clicks within a second kill a node, and its card says so", async () => {
  await clickApart(killButton(), 3, 500);
  assert.deepEqual(await node.gotCommands(1), [`fault kill-node ${second} 0`]);
  await page.locator(`[data-node="${second}"]`).getByText("being killed").waitFor();
});

test("three clicks in more than a second do not", async () => {
  await clickApart(killButton(), 3, 501);
  await killButton().getByText("1 more click").waitFor();
  assert.deepEqual(await commandsSoFar(), []);
});

test("a node that is not to die does not say so", async () => {
  node.say("refuse 409 Not now.");
  await clickApart(killButton(), 3, 10);
  await page.getByRole("alert").getByText("Not now.").waitFor();
  await page.getByText("being killed").waitFor({ state: "hidden" });
});

test("a node that was not asked to die does not say so, as the button is still busy with another one", async () => {
  node.say("node 3 third absent");
  node.say("answer 0");
  const kill = page.locator("[data-fault=kill-node]");
  await page.selectOption("#fault-node", { label: "second" });
  await clickApart(kill, 3, 10);
  await page.locator(`[data-node="${second}"]`).getByText("being killed").waitFor();
  await page.selectOption("#fault-node", { label: "third" });
  await clickApart(kill, 3, 10);
  assert.deepEqual(await commandsSoFar(), [`fault kill-node ${second} 0`]);
  assert.equal(await page.getByText("being killed").count(), 1);
});

test("a hold of a second does what is dangerous, and its end is no click", async () => {
  const kill = killButton();
  await kill.hover();
  await page.mouse.down();
  await page.locator(".kill.holding").waitFor();
  assert.deepEqual(await node.gotCommands(1), [`fault kill-node ${second} 0`]);
  await page.mouse.up();
  await page.locator(`[data-node="${second}"]`).getByText("being killed").waitFor();
  await kill.getByText("Kill", { exact: true }).waitFor();
});

test("a hold that is given up does nothing, but for being a click", async () => {
  const kill = killButton();
  await kill.hover();
  await page.mouse.down();
  await page.locator(".kill.holding").waitFor();
  await page.mouse.up();
  await kill.getByText("2 more clicks").waitFor();
  await kill.getByText("Kill", { exact: true }).waitFor();
  assert.deepEqual(node.asked, []);
});

test("a hold whose end is elsewhere swallows no later click", async () => {
  const kill = killButton();
  await kill.hover();
  await page.mouse.down();
  assert.equal((await node.gotCommands(1)).length, 1);
  await page.mouse.move(5, 5);
  await page.mouse.up();
  await kill.evaluate((it) => it.click()); // as those do who press it by other means than pointer and keys
  await kill.getByText("2 more clicks").waitFor();
});

test("a key that is held for a second does it too", async () => {
  await killButton().focus();
  await page.keyboard.down("Enter");
  assert.deepEqual(await node.gotCommands(1), [`fault kill-node ${second} 0`]);
  await page.keyboard.up("Enter");
});

test("the keyboard alone will do, and a held key is one press", async () => {
  await killButton().focus();
  for (let i = 0; i < 6; ++i) await page.keyboard.down("Enter"); // the same key held: repeats
  await page.keyboard.up("Enter");
  await killButton().getByText("2 more clicks").waitFor();
  await killButton().getByText("Kill", { exact: true }).waitFor();
  for (let i = 0; i < 3; ++i) await page.keyboard.press("Enter");
  assert.deepEqual(await node.gotCommands(1), [`fault kill-node ${second} 0`]);
  await behavior("RandomRebound").focus();
  await page.keyboard.press("Space");
  assert.equal((await node.gotCommands(2)).at(-1), "behavior RandomRebound");
});

test("the focus stays where it is whatever the lists show", async () => {
  await page.evaluate((id) => (window.kill_ = document.querySelector(`[data-node="${id}"] .kill`)), second);
  await killButton().focus();
  node.say("node 3 between absent");
  node.say("holder 2");
  node.say("viewers 2 5");
  node.say("behavior Gravity script 1");
  await behavior("Gravity").waitFor();
  await page.locator(`[data-node="${second}"]`).getByText("5 viewers").waitFor();
  assert.ok(await page.evaluate(() => document.activeElement === window.kill_));
  node.say("gone 2");
  await killButton().waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "nodes");
});

test("what takes longer than half a second says so, and is not sent again meanwhile", async () => {
  node.say("answer 0");
  const nudge = page.locator("#nudge");
  await nudge.click();
  await page.locator("#nudge[aria-busy=true]").waitFor();
  await nudge.click();
  await nudge.click();
  await behavior("RandomRebound").click();
  assert.deepEqual(await node.gotCommands(2), ["nudge", "behavior RandomRebound"]);
});

test("the own node comes first, with viewers at each", async () => {
  node.say("viewers 2 14");
  await page.locator(`[data-node="${second}"]`).getByText("14 viewers").waitFor();
  assert.equal(await page.locator("[data-node]").first().getAttribute("data-node"), node.hexId);
  assert.match(await page.textContent("#users-online"), /^\d+$/);
});

test("the browser has nothing to complain about, and no text is cut off", async () => {
  node.say("behavior ABehaviorWithAVeryLongNameIndeedThatGoesOnAndOn script 1");
  node.say("quarantine ABehaviorWithAVeryLongNameIndeedThatGoesOnAndOn");
  await behavior("ABehaviorWithAVeryLongNameIndeedThatGoesOnAndOn").waitFor();
  for (const width of [360, 800, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const tooWide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll("main *:not(.unseen, svg *, option)")]
        .filter((shown) => shown.scrollWidth > shown.clientWidth + 1 && getComputedStyle(shown).display !== "inline")
        .map((shown) => shown.outerHTML.slice(0, 100)),
    );
    assert.deepEqual(tooWide, [], `${width} pixels wide`);
  }
  assert.deepEqual(opened.complaints, []);
});
