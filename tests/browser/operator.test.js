// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, lockCommands, until } from "./support.js";

// The page as another machine sees it: a gateway takes commands from its own machine without a token, so between
// page and node sits what asks for one.
const rightToken = "open sesame";
let browser, node, context, page, commands;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start();
  commands = [];
  context = await browser.newContext();
  page = await context.newPage();
  await lockCommands(page, askForToken);
});
afterEach(async () => {
  await context.close();
  await node.end();
});

function askForToken(socket, server, command) {
  commands.push(command);
  const problem = { type: "problem", id: command.id, status: 401, title: "Unauthorized", detail: "Not with that token." };
  if (command.token === rightToken) server.send(JSON.stringify(command));
  else socket.send(JSON.stringify(problem));
}

async function open() {
  await page.goto(node.url);
  await page.locator("body.locked").waitFor();
}

async function give(token) {
  await page.locator("#token").fill(token);
  await page.keyboard.press("Enter");
}

test("without a token nothing is sent, and the page says why and where to give it", async () => {
  await open();
  const nudge = page.locator("#nudge");
  assert.equal(await nudge.getAttribute("aria-disabled"), "true");
  await nudge.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("enter the operator token").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "token");
  assert.equal(await page.getAttribute("#token", "type"), "password");
  assert.deepEqual(commands, []);
});

test("without a token chaos does not begin, and the page says why", async () => {
  await open();
  await page.keyboard.press("x");
  await page.getByRole("alert").getByText("enter the operator token").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "token");
  assert.equal(await page.getAttribute("#chaos", "aria-checked"), "false");
});

test("with the token commands are carried out, and it stays in this tab alone", async () => {
  await open();
  await give(rightToken);
  await page.locator("#token-form").waitFor({ state: "hidden" });
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  await page.reload();
  await page.locator("#token-kept").waitFor();
  await page.locator("[data-behavior=RandomRebound]").click();
  await page.locator("[data-behavior=RandomRebound][aria-checked=true]").waitFor();
  assert.ok(commands.every(({ token }) => token === rightToken));
  const kept = await page.evaluate(() => [localStorage.length, document.cookie, sessionStorage.length]);
  assert.deepEqual(kept, [0, "", 1]);
});

test("a token that is refused is asked for anew", async () => {
  await open();
  await give("guess");
  await page.locator("#nudge").click();
  await page.getByRole("alert").getByText("Not with that token.").waitFor();
  await page.locator("#token-problem").waitFor();
  await until(() => page.evaluate(() => sessionStorage.length === 0));
  await give(rightToken);
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
});

test("a token can be forgotten", async () => {
  await open();
  await give(rightToken);
  await page.locator("#forget-token").click();
  await page.locator("#token-form").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

test("every button that commands bears a lock until there is a token, those that come later too", async () => {
  await open();
  await page.locator("[data-fault=kill-node]").waitFor();
  node.say("node 2 second absent");
  await page.locator("button.kill").nth(1).waitFor();
  const all = page.locator("#nudge, [data-behavior], [data-try-again], [data-fault], button.kill, #chaos");
  const locked = page.locator("[aria-disabled=true]");
  assert.ok((await all.count()) > 10);
  assert.equal(await locked.count(), await all.count());
  await give(rightToken);
  await until(async () => (await locked.count()) === 0);
});

test("where the browser keeps nothing, the token holds for the page", async () => {
  await page.addInitScript(() =>
    Object.defineProperty(window, "sessionStorage", {
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    }),
  );
  await open();
  await give(rightToken);
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  await page.locator("#forget-token").click();
  await page.locator("body.locked").waitFor();
});
