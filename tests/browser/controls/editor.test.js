// SPDX-License-Identifier: GPL-3.0-or-later
// Writing behaviours in the page, with a real node: its engine flies what is typed.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { launchBrowser, openPage, startNode, until } from "../support.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let browser, directory, node, url, opened, page;

before(async () => {
  browser = await launchBrowser();
  directory = mkdtempSync(join(tmpdir(), "editor-"));
  ({ child: node, url } = await startNode(directory, "--name", "alpha", "--state-dir", join(directory, "state")));
});
after(async () => {
  await browser.close();
  node.kill("SIGTERM");
  await once(node, "exit");
  rmSync(directory, { recursive: true });
});
beforeEach(() => open({ viewport: { width: 1280, height: 900 } }));
afterEach(async () => {
  await opened.close();
  await until(async () => (await fetch(`${url}api/v1/behavior`, { method: "POST", body: '{"name":"MirrorJump"}' })).ok);
});

async function open(options) {
  opened = await openPage(browser, url, options);
  page = opened.page;
  await page.locator("[data-behavior=MirrorJump]").waitFor();
}

const told = () => page.locator("#editor-told");
const flies = () => told().getByText("Flies like this for the next 20 seconds.").waitFor();

async function write() {
  await page.locator("#write-behavior").click();
  await page.locator("#editor-text").getByText("function").first().waitFor();
}

/** As somebody would who replaces all of the text. */
async function type(text) {
  await page.locator("#editor-text .cm-content").fill(text);
}

const straight = "function next(ball) {\n    return { x: ball.x, y: ball.y, dx: 0, dy: 0 };\n}\n";

test("the editor is loaded only when it is opened, and keeps to the page's policy", async () => {
  const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("codemirror")));
  assert.equal(await loaded(), false);
  await write();
  await flies();
  assert.equal(await loaded(), true);
  const colors = await page.locator("#editor-text .cm-content span").evaluateAll((all) => new Set(all.map((it) => getComputedStyle(it).color)).size);
  assert.ok(colors > 1, "keywords are coloured");
  assert.deepEqual(opened.complaints, []);
});

test("on a laptop all of it is in sight, wherever its focus is", async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await write();
  await flies();
  const parts = ["editor-title", "close-editor", "editor-origin", "editor-text", "editor-told", "fly-it", "go-back"];
  const hidden = () =>
    page.evaluate((ids) => ids.filter((id) => {
      const { top, bottom, left, right } = document.getElementById(id).getBoundingClientRect();
      return top < 0 || bottom > innerHeight || left < 0 || right > innerWidth;
    }), parts);
  for (const id of [null, "editor-name", "fly-it", "close-editor"]) {
    if (id) await page.locator(`#${id}`).focus();
    assert.deepEqual(await hidden(), [], `with the focus on ${id ?? "the text"}`);
  }
  const cut = await page.evaluate(() => {
    const scroller = document.getElementById("editor-text").shadowRoot.querySelector(".cm-scroller");
    return scroller.scrollWidth - scroller.clientWidth;
  });
  assert.ok(cut <= 0, `lines are cut by ${cut} px`);
});

test("the scene shows where the text flies, while the ball flies on as before", async () => {
  await write();
  await flies();
  const ghost = page.locator("#ghost");
  await ghost.waitFor({ state: "attached" });
  const { d, ball, real } = await page.evaluate(() => ({
    d: document.querySelector(".ghost-way").getAttribute("d"),
    ball: document.querySelector(".ghost-ball").getAttribute("transform"),
    real: document.getElementById("ball").getAttribute("transform"),
  }));
  assert.match(d, /^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){4,}$/); // it bounces some times within 20 s
  assert.match(ball, /^translate\([\d.]+ [\d.]+\)$/);
  await until(() => page.evaluate((was) => document.querySelector(".ghost-ball").getAttribute("transform") !== was, ball));
  await until(() => page.evaluate((was) => document.getElementById("ball").getAttribute("transform") !== was, real));
  await page.keyboard.press("Escape");
  assert.equal(await ghost.isVisible(), false);
});

test("a problem is told with its line, which is marked", async () => {
  await write();
  await page.locator("#editor-origin").selectOption("template:Failure");
  await told().getByText("The script failed: line 5: Error: there is a wall.").waitFor();
  assert.equal(await page.locator("#editor-text .wrong").textContent(), '        throw new Error("there is a wall");');
  assert.equal(await page.locator("#ghost").isVisible(), false);
  await type("function next() { for (;;) ; }");
  await told().getByText("perhaps it never ends").waitFor({ timeout: 120_000 }); // on a busy machine the page asks again
  const { behaviors, holder } = await (await fetch(`${url}api/v1/cluster`)).json();
  assert.ok(holder && behaviors.every(({ quarantined }) => !quarantined));
});

for (const template of ["Bounce", "Gravity", "Spiral"])
  test(`the template ${template} flies`, async () => {
    await write();
    await page.locator("#editor-origin").selectOption(`template:${template}`);
    await page.locator("#editor-text").getByText("function").first().waitFor();
    await flies();
  });

test("what is flown is saved, selected, changed and taken back", async () => {
  await write();
  await page.locator("#editor-name").fill("Resting");
  await type(straight);
  await flies();
  assert.equal(await page.locator("#go-back").isDisabled(), true);
  await page.locator("#fly-it").click();
  await page.locator('[data-behavior=Resting][aria-checked="true"]').waitFor();
  await told().getByText("Resting is saved, and on trial now.").waitFor();
  const saved = () => readFileSync(join(directory, "state", "behaviors", "Resting.js"), "utf8");
  assert.equal(saved(), straight);
  await told().getByText("Resting has passed its trial.").waitFor();
  await type(straight.replace("ball.x", "ball.x + 1 - 1"));
  await page.locator("#fly-it").click();
  await until(() => saved().includes("+ 1 - 1"));
  await page.locator("#go-back").click();
  await until(() => saved() === straight);
  await until(async () => (await page.locator("#editor-text .cm-content").innerText()).trim() === straight.trim());
});

test("somebody else's change is not overwritten", async () => {
  await write();
  await page.locator("#editor-name").fill("Shared");
  await type(straight);
  await page.locator("#fly-it").click();
  await page.locator('[data-behavior=Shared][aria-checked="true"]').waitFor();
  const theirs = straight + "// theirs\n";
  await fetch(`${url}api/v1/behaviors/Shared`, { method: "PUT", body: JSON.stringify({ text: theirs }) });
  await type(straight + "// mine\n");
  await page.locator("#fly-it").click();
  await told().getByText("Somebody has changed Shared meanwhile.").waitFor();
  assert.equal((await (await fetch(`${url}api/v1/behaviors/Shared`)).json()).text, theirs);
  await page.locator("#editor-origin").selectOption("script:Shared");
  await page.locator("#editor-text").getByText("// theirs").waitFor();
  await page.locator("#fly-it").click();
  await told().getByText("Shared is saved, and on trial now.").waitFor();
});

test("names that no script may have are refused in words", async () => {
  await write();
  await page.locator("#editor-name").fill("1st");
  await page.locator("#fly-it").click();
  await told().getByText("A name is a letter").waitFor();
  let ahead;
  await page.route("**/behaviors/preview", (route) => void (ahead = route));
  await page.locator("#editor-name").fill("MirrorJump");
  await until(() => ahead);
  await page.locator("#fly-it").click();
  await told().getByText("MirrorJump is part of the program: take another name.").waitFor();
  await page.locator("#ghost:not([hidden])").waitFor({ state: "attached" });
  await ahead.fulfill({ status: 422, json: { detail: "The script failed.", line: 1 } });
  await page.locator("#ghost[hidden]").waitFor({ state: "attached" }); // what was answered later has been shown
  assert.equal(await told().textContent(), "MirrorJump is part of the program: take another name.");
});

test("a text that comes late is waited for, and the one chosen last counts", async () => {
  const late = [];
  await page.route("**/page/templates/*.js", (route) => void late.push(route));
  await page.locator("#write-behavior").click();
  await until(() => late.length === 1);
  assert.equal(await page.locator("#editor-name").isDisabled(), true);
  assert.equal(await page.locator("#fly-it").isDisabled(), true);
  await page.locator("#editor-origin").selectOption("template:Gravity");
  await until(() => late.length === 2);
  await late[1].continue();
  await until(async () => (await page.locator("#editor-name").inputValue()) === "MyGravity");
  await late[0].continue();
  await page.locator("#editor-name").fill("Mine");
  await flies();
  assert.equal(await page.locator("#editor-name").inputValue(), "Mine");
});

test("the keyboard gets in and out, and its letters are text here", async () => {
  await page.locator("#write-behavior").focus();
  await page.keyboard.press("Enter");
  await page.locator("#editor-text .cm-focused").waitFor();
  const before = (await (await fetch(`${url}api/v1/cluster`)).json()).revision;
  await page.keyboard.type("nx");
  assert.equal((await (await fetch(`${url}api/v1/cluster`)).json()).revision, before);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "fly-it");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#behavior-editor").isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), "write-behavior");
});

for (const [width, height, colorScheme] of [[320, 568, "light"], [320, 568, "dark"], [1280, 800, "light"], [1280, 800, "dark"]])
  test(`axe finds nothing at ${width}, ${colorScheme}, and nothing is cut off`, async () => {
    await opened.close();
    await open({ viewport: { width, height }, colorScheme, bypassCSP: true });
    await write();
    await page.locator("#editor-origin").selectOption("template:Failure");
    await told().getByText("line 5").waitFor();
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() => axe.run({ rules: { "target-size": { enabled: true } } }));
    assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`)), []);
    const outside = await page.evaluate(() => [...document.querySelectorAll("#behavior-editor, #behavior-editor *")].filter((it) => it.getBoundingClientRect().right > innerWidth + 0.5).length);
    assert.equal(outside, 0);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  });
