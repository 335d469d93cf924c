// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

const second = "0000000000000002";
const third = "0000000000000003";
let browser, node, opened, page;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start();
  await node.meetAbsent("second", "third");
  for (const link of ["1 2 0.32", "1 3 0.41", "2 3 12"]) node.say(`link ${link}`);
});
afterEach(async () => {
  await opened.close();
  await node.end();
});

async function open(options) {
  opened = await openPage(browser, node.url, { viewport: { width: 1280, height: 800 }, ...options });
  page = opened.page;
  await page.locator("[data-fault=kill-node]").waitFor();
  await card(third).waitFor();
}

const card = (id) => page.locator(`[data-node="${id}"]`);
const ballIsOn = (id) => until(() => page.evaluate((at) => document.querySelector(`[data-node="${at}"] .holder-ball`) !== null, id));

test("cards are joined by links with their round trips; in a list the card tells its own", async () => {
  await open();
  await until(() => page.evaluate(() => document.querySelectorAll(".links path").length === 3));
  assert.deepEqual((await page.locator(".links text").allTextContents()).sort(), ["0.3 ms", "0.4 ms", "12 ms"]);
  await page.setViewportSize({ width: 360, height: 740 });
  await card(second).getByText("0.3 ms away").waitFor();
  assert.equal(await page.locator(".links path").count(), 0);
});

test("a link that changes is shown", async () => {
  await open();
  await page.locator(".links").getByText("12 ms").waitFor();
  node.say("link 2 3 40");
  await page.locator(".links").getByText("40 ms").waitFor();
});

test("the ball moves to the card of the next holder", async () => {
  await open();
  await ballIsOn(node.hexId);
  node.say("holder 3");
  await ballIsOn(third);
  const moves = () => page.evaluate(() => document.querySelector(".holder-ball").getAnimations().length);
  assert.equal(await moves(), 1, "by a movement");
  await until(async () => (await moves()) === 0);
  await card(third).getByText("holds the lease").waitFor();
  await card(node.hexId).getByText("follows").waitFor();
});

test("with reduced motion it is there at once, and nothing trails the ball", async () => {
  await open({ reducedMotion: "reduce" });
  await ballIsOn(node.hexId);
  node.say("holder 3");
  await ballIsOn(third);
  assert.equal(await page.evaluate(() => document.querySelector(".holder-ball").getAnimations().length), 0);
  assert.equal(await page.getAttribute("#trail-band", "d"), null);
});

test("the ball leaves a trail, and marks where it met a wall", async () => {
  await open();
  await until(async () => /^M[\d.]+ [\d.]+L/.test(await page.getAttribute("#trail-band", "d")));
  await page.locator("#marks .mark").first().waitFor({ state: "attached", timeout: 15_000 });
});

test("what was done to a node is on its card, and counts down", async () => {
  await open();
  node.say("fact 9 0 2 0 5 isolate-node");
  await card(second).getByText("isolated, 5 s").waitFor();
  await card(second).getByText("isolated, 4 s").waitFor();
  node.say("suspect 3");
  await card(third).getByText("silent").waitFor();
  node.say("fact 9 0 3 0 5 freeze-node");
  await card(third).getByText("frozen, 5 s").waitFor();
});

test("who is gone stays as a ghost for a while, which is no node any more", async () => {
  await open();
  node.say("gone 2");
  const ghost = page.locator(".node.ghost");
  await ghost.getByText("second").waitFor();
  assert.equal(await card(second).count(), 0);
  assert.equal(await ghost.getByRole("button").count(), 0);
  node.say("node 9 second absent");
  await ghost.waitFor({ state: "detached" });
  assert.equal(await page.locator("#nodes .node").count(), 3);
});

test("ages are told", async () => {
  await open();
  await card(second).getByText(/^up \d+ s$/).waitFor();
});

const told = () => page.textContent("#recorder-told");

test("the recorder shows what the node remembers, and counts it", async () => {
  node.say("fact 5 50000 1 3 0 -");
  node.say("fact 9 20100 1 0 0 kill-node");
  node.say("fact 5 20000 2 4 0.0031 -");
  await open();
  await page.getByText("1 injected fault · 1 change of holder · longest gap 3.1 ms").waitFor();
  assert.equal(await page.locator("#recorder-drawing .gap").count(), 1);
  assert.equal(await page.locator("#recorder-drawing .fault-mark").count(), 1);
});

test("a change of holder is drawn when it happens", async () => {
  await open();
  await page.getByText("no change of holder").waitFor();
  node.say("holder 2");
  node.say("fact 5 0 2 2 0.004 -");
  await page.getByText("1 change of holder · longest gap 4 ms").waitFor();
});

test("pointing at the recorder tells the figures of that instant", async () => {
  node.say("fact 9 30000 2 0 0 crash-engine");
  await open();
  const { x, y } = await until(() => page.locator("#recorder-drawing .fault-mark").boundingBox());
  await page.mouse.move(x + 4, y + 4);
  await until(async () => /^[\d.]+ s ago: .*Crash the engine: second/.test(await told()));
  await page.locator("#recorder-summary.pointed").getByText("Crash the engine: second").waitFor(); // the foot may be out of sight
  await page.mouse.move(5, 5);
  await until(async () => (await told()).startsWith("Hover"));
  await page.locator("#recorder-summary").getByText("Last minute").waitFor();
});

test("arrow keys go from thing to thing, and a screen reader hears them", async () => {
  node.say("fact 9 30000 2 0 0 crash-engine");
  await open();
  await page.locator("#recorder-drawing .fault-mark").waitFor();
  await page.keyboard.press("r");
  const slider = page.getByRole("slider", { name: "Flight recorder" });
  await until(() => slider.evaluate((it) => it === document.activeElement));
  // Where this machine was held up there are stalls on the way.
  await until(async () => {
    await page.keyboard.press("ArrowLeft");
    return /Crash the engine: second/.test(await slider.getAttribute("aria-valuetext"));
  });
  assert.match(await told(), /Crash the engine: second/);
  await page.keyboard.press("Home");
  assert.equal(await slider.getAttribute("aria-valuenow"), "-60");
  await page.keyboard.press("Escape");
  assert.match(await told(), /^Hover/);
});

test("an hour is shown by a press or by keys, and is there for a page that comes later", async () => {
  node.say("fact 5 3000000 1 3 0 -");
  node.say("fact 9 1200000 1 0 0 kill-node");
  for (let i = 0; i < 210; ++i) node.say(`fact 9 ${1100000 - i * 1000} 2 0 0 crash-engine`); // more than the list of events takes
  await open();
  await page.getByText("Last minute: no injected fault").waitFor();
  await page.locator("[data-zoom='60']").click();
  await page.getByText("Last hour: 211 injected faults").waitFor();
  const slider = page.getByRole("slider", { name: "Flight recorder" });
  assert.equal(await slider.getAttribute("aria-valuemin"), "-3600");
  await page.keyboard.press("r");
  await page.keyboard.press("Home");
  assert.match(await told(), /^60 min 0 s ago: /);
  await page.keyboard.press("+");
  await page.getByText("Last 10 minutes: no injected fault").waitFor();
  assert.equal(await page.locator("[data-zoom][aria-pressed=true]").textContent(), "10 min");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await page.getByText("Last minute: ").waitFor();
});

test("a page that is held up says so", async () => {
  await open();
  await page.getByText(/largest stall/).waitFor();
  await page.evaluate(() => {
    for (const end = performance.now() + 400; performance.now() < end; );
  });
  await page.getByText(/largest stall [34]\d\d\sms/).waitFor();
});

test("chaos is switched on and off by the cluster, and looks here as it is there", async () => {
  await open();
  const chaos = page.getByRole("switch", { name: "Chaos" });
  const isOn = (on) => page.locator(`#chaos[aria-checked=${on}]`).waitFor();
  await page.keyboard.press("x");
  assert.deepEqual(await node.gotCommands(1), ["chaos on"]);
  await isOn(true);
  await page.locator("#chaos-now").getByText("Something breaks").waitFor();
  node.say("struck 3 4 Killing second");
  await page.locator("#chaos-now").getByText("Killing second").waitFor();
  await page.locator("#survived").getByText("Survived 3 of 4").waitFor();
  node.say("missed Hanging the engine on first: the ball stood still");
  await page.getByText("Hanging the engine on first: the ball stood still").waitFor();
  await chaos.click();
  assert.deepEqual(await node.gotCommands(2), ["chaos on", "chaos off"]);
  await isOn(false);
  assert.equal(await page.locator("#chaos-now").isVisible(), false);
});

test("chaos that somebody else has switched on is on here, and that it is refused is told", async () => {
  node.say("struck 0 0 Crashing the engine on first");
  await open();
  await page.locator("#chaos[aria-checked=true]").waitFor();
  node.say("refuse 401 No.");
  await page.locator("#chaos").click();
  await page.getByRole("alert").getByText("No.").waitFor();
  assert.equal(await page.getAttribute("#chaos", "aria-checked"), "true");
});

const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("colours are the system's, or those that were chosen, then and later", async () => {
  await open({ colorScheme: "light" });
  const light = await ground();
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await ground(), dark);
  assert.ok(await page.getByRole("radio", { name: "Dark" }).isChecked());
  await until(() => page.evaluate(() => window.everbounce?.node()));
  await page.keyboard.press("t");
  assert.equal(await ground(), light);
  assert.equal(await page.evaluate(() => localStorage.length), 0, "the system's needs no keeping");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await ground(), dark);
});

test("keys lead to each part, and do nothing while somebody types or with other keys", async () => {
  await open();
  const focusedIn = (part) => page.evaluate((id) => document.getElementById(id).contains(document.activeElement), part);
  for (const [key, part] of Object.entries({ b: "behaviors", f: "fault-strip", c: "cluster", r: "recorder" })) {
    await page.keyboard.press(key);
    assert.ok(await focusedIn(part), key);
  }
  await page.keyboard.press("n");
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  await page.locator("#fault-node").focus();
  await page.keyboard.press("n");
  await page.locator("#recorder-drawing").focus();
  await page.keyboard.press("Control+x");
  assert.equal(await page.getAttribute("#chaos", "aria-checked"), "false");
  await page.keyboard.press("Shift+C");
  assert.ok(await focusedIn("cluster"), "a capital letter is the same key");
  await page.locator("[data-behavior=RandomRebound]").click();
  assert.deepEqual(await node.gotCommands(2), ["nudge", "behavior RandomRebound"], "and nothing else");
});

test("the list of keys opens and closes, by key and by button", async () => {
  await open();
  const help = page.getByRole("dialog", { name: "Keys" });
  await page.keyboard.press("?");
  await help.getByText("Nudge the ball").waitFor();
  await help.getByText("Version 0.1.0").waitFor();
  await page.keyboard.press("n");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  assert.deepEqual(node.asked, [], "keys are off meanwhile");
  await page.locator("#show-help").click();
  await help.getByRole("button", { name: "Close" }).click();
  await help.waitFor({ state: "hidden" });
});

test("a click beside the list of keys closes it, one on it does not", async () => {
  await open();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await help.getByText("Nudge the ball").click();
  assert.ok(await help.isVisible());
  await page.mouse.click(5, 5);
  await help.waitFor({ state: "hidden" });
});

test("behaviours are one stop, and arrow keys lead along them without a choice", async () => {
  await open();
  await page.keyboard.press("b");
  await page.keyboard.press("ArrowDown");
  const focused = () => page.evaluate(() => document.activeElement.dataset.behavior);
  assert.equal(await focused(), "RandomRebound");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "MirrorJump");
  assert.equal(await page.locator("#behaviors [tabindex='0']").count(), 1);
  assert.deepEqual(node.asked, []);
});

test("with reduced motion nothing but the ball moves by itself", async () => {
  await open({ reducedMotion: "reduce" });
  node.say("trial 1");
  node.say("answer 0");
  await page.locator("#nudge").click();
  await page.locator("#nudge[aria-busy=true]").waitFor();
  await page.locator(".trial").waitFor();
  const moving = await page.evaluate(() => ({
    animations: document.getAnimations().length,
    transitions: [...document.querySelectorAll("*")].filter((it) => getComputedStyle(it).transitionDuration !== "0s").length,
  }));
  assert.deepEqual(moving, { animations: 0, transitions: 0 });
});

test("the browser has nothing to complain about", async () => {
  await open();
  await page.keyboard.press("?");
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await page.keyboard.press("ArrowLeft");
  node.say("holder 2");
  await ballIsOn(second);
  node.say("gone 2");
  await page.locator(".node.gone").waitFor();
  assert.deepEqual(opened.complaints, []);
});
