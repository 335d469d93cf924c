// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, until } from "./support.js";

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
  await page.routeWebSocket(/\/live$/, (socket) => askForToken(socket, socket.connectToServer()));
  await page.goto(node.url);
  await page.locator("body.locked").waitFor();
});
afterEach(async () => {
  await context.close();
  await node.end();
});

function askForToken(socket, server) {
  server.onMessage((text) => {
    const message = JSON.parse(text);
    socket.send(JSON.stringify(message.type === "hello" ? { ...message, may_command: false } : message));
  });
  socket.onMessage((text) => {
    const command = JSON.parse(text);
    commands.push(command);
    const problem = { type: "problem", id: command.id, status: 401, title: "Unauthorized", detail: "Not with that token." };
    if (command.token === rightToken) server.send(text);
    else socket.send(JSON.stringify(problem));
  });
}

async function give(token) {
  await page.locator("#token").fill(token);
  await page.keyboard.press("Enter");
}

test("without a token nothing is sent, and the page says why and where to give it", async () => {
  await page.locator("#nudge").click();
  await page.getByRole("alert").getByText("operator's token").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "token");
  assert.equal(await page.getAttribute("#token", "type"), "password");
  assert.deepEqual(commands, []);
});

test("with the token commands are carried out, and it stays in this tab alone", async () => {
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
  await give(rightToken);
  await page.locator("#forget-token").click();
  await page.locator("#token-form").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});
