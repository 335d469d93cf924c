// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, openPage, record, recorded, referencePosition, until } from "../support.js";

let browser, node, opened;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => (node = await FakeNode.start()));
afterEach(async () => {
  await opened?.close();
  await node.end();
});

async function open(options) {
  opened = await openPage(browser, node.url, options);
  return opened.page;
}

const nodeItems = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("#nodes [data-node]")].map((item) => ({
      id: item.dataset.node,
      text: item.querySelector("a").textContent,
      holder: item.classList.contains("holder"),
      suspect: item.classList.contains("suspect"),
    })),
  );

test("the ball is on the node's own flight on every frame", async () => {
  const page = await open();
  await record(page);
  const frames = await until(async () => (await recorded(page)).length > 60 && recorded(page));
  for (const [, tick, x, y] of frames) {
    const expected = referencePosition(tick);
    assert.ok(Math.hypot(x - expected.x, y - expected.y) < 0.02, `tick ${tick}: ${x} ${y}, not ${JSON.stringify(expected)}`);
  }
  const ball = await (await fetch(`${node.url}api/v1/ball`)).json();
  const shown = await page.evaluate(() => window.everbounce.tickAt(performance.now()));
  assert.ok(Math.abs(shown - ball.tick) < 30, `page at ${shown}, node at ${ball.tick}`);
});

test("of the ball nothing changes but its transform, of the box nothing at all", async () => {
  const page = await open();
  await page.evaluate(() => {
    window.changes_ = [];
    const note = (records) => window.changes_.push(...records.map((r) => `${r.type} ${r.target.id} ${r.attributeName}`));
    for (const id of ["box", "ball"])
      new MutationObserver(note).observe(document.getElementById(id), { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const changes = await until(async () => {
    const seen = await page.evaluate(() => window.changes_);
    return seen.length > 30 && seen;
  });
  assert.deepEqual([...new Set(changes)], ["attributes ball transform"]);
  assert.match(await page.getAttribute("svg#scene #ball", "transform"), /^translate\(-?[\d.]+ -?[\d.]+\)$/);
});

test("a page that is never fed says so", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.WebSocket = class {
      close() {}
    };
  });
  await page.goto(node.url);
  await page.getByText("Looking for a node").waitFor();
  await context.close();
});

test("the ball is in place before any script runs", async () => {
  const html = await (await fetch(node.url)).text();
  assert.match(html, /<svg[^>]* id="scene"[^>]*>[^]*<g id="ball" transform="translate\([\d.]+ [\d.]+\)">/);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(node.url);
  assert.ok(await page.locator("svg#scene #ball").isVisible());
  await context.close();
});

test("nodes are listed, own first, with the ball beside the holder", async () => {
  const page = await open();
  node.say("node 2 second absent");
  node.say("holder 2");
  const [own, second] = await until(async () => {
    const items = await nodeItems(page);
    return items.length === 2 && items[1].holder && items;
  });
  assert.deepEqual(own, { id: "0000000000000001", text: "0.1.0@first", holder: false, suspect: false });
  assert.deepEqual(second, { id: "0000000000000002", text: "0.1.0@second", holder: true, suspect: false });
  node.say("suspect 2");
  await until(async () => (await nodeItems(page))[1].suspect);
  node.say("gone 2");
  await until(async () => (await nodeItems(page)).length === 1);
});

test("users online are counted", async () => {
  const page = await open();
  const other = await openPage(browser, node.url);
  await until(async () => (await page.textContent("#users-online")) === "2");
  await until(async () => (await other.page.textContent("#users-online")) === "2");
  await other.close();
  await until(async () => (await page.textContent("#users-online")) === "1");
});

test("an event is an alert for three seconds", async () => {
  const page = await open();
  await page.evaluate(() => {
    window.alerts_ = [];
    const note = ({ addedNodes, removedNodes }) => {
      for (const { textContent: text, className: level } of addedNodes) window.alerts_.push({ text, level, at: performance.now(), ms: null });
      for (const it of removedNodes) {
        const shown = window.alerts_.find(({ text }) => text === it.textContent);
        shown.ms = performance.now() - shown.at;
      }
    };
    new MutationObserver((records) => records.forEach(note)).observe(document.getElementById("alerts"), { childList: true });
  });
  node.say("event error The engine was killed by <b>signal 11</b>");
  const [shown] = await until(() => page.evaluate(() => window.alerts_.some(({ ms }) => ms !== null) && window.alerts_));
  assert.deepEqual([shown.text, shown.level], ["The engine was killed by <b>signal 11</b>", "error"]);
  assert.ok(shown.ms > 2900, `${shown.ms} ms`);
});

test("a nudge turns the ball", async () => {
  const page = await open();
  node.say("nudge -5 0");
  await until(async () => {
    const [first, second] = await page.evaluate(async () => {
      const y = () => document.getElementById("ball").getAttribute("transform").split(" ")[1];
      const before = y();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return [before, y()];
    });
    return first === second;
  });
});

test("everything has a name, and the scene comes first", async () => {
  const page = await open();
  await page.getByRole("img", { name: "A ball flying around in a box" }).waitFor();
  await page.getByRole("list", { name: "Nodes" }).getByRole("link", { name: "0.1.0@first" }).waitFor();
  await page.getByRole("heading", { name: "Everbounce" }).waitFor();
  assert.deepEqual(await page.getByRole("status").allTextContents(), ["Connected to first", "Nobody can take over: start another node."]);
  const scene = await page.locator("#scene").boundingBox();
  const recorder = await page.locator("#recorder").boundingBox();
  assert.ok(scene.y + scene.height <= recorder.y && scene.height > recorder.height);
  await until(async () => {
    const band = await page.locator("#recorder .lease").first().boundingBox(); // null while it is drawn anew
    return band && band.y + band.height <= page.viewportSize().height; // it is in sight too
  });
});

test("the keyboard's focus is seen", async () => {
  const page = await open();
  await page.getByRole("link", { name: "0.1.0@first" }).waitFor();
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid");
});

for (const colorScheme of ["light", "dark"]) {
  test(`it fits 360 pixels and follows the ${colorScheme} scheme`, async () => {
    const page = await open({ colorScheme, viewport: { width: 360, height: 640 } });
    node.say("node 2 a-host-with-a-name-that-is-much-longer-than-anybody-expected.example.org absent");
    await until(async () => (await nodeItems(page)).length === 2);
    const [width, ground] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number),
    ]);
    assert.equal(width, 360);
    assert.ok(colorScheme === "dark" ? Math.max(...ground) < 64 : Math.min(...ground) > 192, `${ground}`);
  });
}

test("the browser has nothing to complain about", async () => {
  await node.meetAbsent("second");
  await open();
  node.say("event info hello");
  await opened.page.getByRole("alert").waitFor();
  assert.deepEqual(opened.complaints, []);
});

test("inline script does not run", async () => {
  const page = await open();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.intruded_ = true";
    document.body.append(script);
    return window.intruded_ === true;
  });
  assert.equal(ran, false);
});

test("a node that was silent for long is obeyed when it is heard again, though no other could be had", async () => {
  const page = await open();
  const line = page.getByRole("status");
  node.signal("SIGSTOP");
  await line.getByText("Looking for a node…").waitFor();
  node.signal("SIGCONT");
  await line.getByText("Connected to first").waitFor();
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
});

test("a node without an address of a page is shown without a link, and what comes after it too", async () => {
  const [, url] = await node.meetAbsent("first-of-two", "third");
  node.say("gone 2");
  node.say("node 2 homeless ");
  const page = await open();
  await until(async () => (await nodeItems(page)).length === 3);
  assert.equal(await page.getByText("0.1.0@homeless").getAttribute("href"), null);
  assert.equal(await page.getByText("0.1.0@third").getAttribute("href"), url);
  assert.deepEqual(opened.complaints, []);
});

test("where the list of faults breaks off that is said, and it can be had again", async () => {
  opened = await openPage(browser, node.url, {}, (page) =>
    page.route("**/api/v1/{faults,events}", (route) => route.fulfill({ contentType: "application/json", body: '[{"fault":' })),
  );
  const { page } = opened;
  await page.getByText("The list of faults could not be loaded").waitFor();
  await page.unroute("**/api/v1/{faults,events}");
  await page.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("[data-fault=kill-node]").waitFor();
  assert.equal(await page.getByText("The list of faults could not be loaded").isVisible(), false);
  assert.ok(await page.evaluate(() => document.activeElement.matches("#faults button")), "the focus is near where it was");
  assert.deepEqual(opened.complaints, []);
});

test("where faults are switched off nothing is to press for them, and nothing is said to be missing", async () => {
  opened = await openPage(browser, node.url, {}, (page) =>
    page.route("**/api/v1/faults", (route) => route.fulfill({ contentType: "application/json", body: "[]" })),
  );
  const { page } = opened;
  await page.locator("body.no-faults").waitFor();
  for (const gone of ["#faults-missing", "#tour", "#chaos", "#aim", ".kill"]) {
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  }
  assert.ok(await page.locator("#nudge").isVisible());
  assert.deepEqual(opened.complaints, []);
});
