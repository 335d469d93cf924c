// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { FakeNode, launchBrowser, lockCommands, until } from "../support.js";

// The page as another machine sees it: a gateway takes commands from its own machine without a token, so between
// page and node sits what asks for one.
const rightToken = "open sesame";
let browser, node, context, page, commands, home;

before(async () => (browser = await launchBrowser()));
after(() => browser.close());
beforeEach(async () => {
  node = await FakeNode.start();
  commands = [];
  home = { role: "operator", pass: "ebs1.pass", isLocked: true, isSilent: false };
  context = await browser.newContext();
  await context.route("**/api/v1/session", answerAsHome);
  page = await context.newPage();
  await lockCommands(page, askForToken);
});
afterEach(async () => {
  await context.close();
  await node.end();
});

const problem = (status, detail) => ({ type: "problem", status, title: "Unauthorized", detail });

function askForToken(socket, server, command) {
  commands.push(command);
  if (command.token === home.pass && !home.isLocked) server.send(JSON.stringify(command));
  else socket.send(JSON.stringify({ ...problem(401, "Not with that token."), id: command.id }));
}

/** What the node that the page came from says of its session. */
async function answerAsHome(route) {
  const request = route.request();
  if (home.isSilent) return route.abort();
  if (request.method() === "POST") {
    if (request.headers().authorization !== `Bearer ${rightToken}`) return route.fulfill({ status: 401, json: problem(401, "Not with that token.") });
    home.isLocked = false;
  }
  if (request.method() === "DELETE") home.isLocked = true;
  return route.fulfill({ json: home.isLocked ? { role: "viewer", who: "nobody" } : { role: home.role, who: "token Ada", until: 9e9, pass: home.pass } });
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

const kept = () => page.evaluate(() => [localStorage.length, document.cookie, sessionStorage.length]);

test("with the token commands are carried out, and the page keeps nothing of it", async () => {
  await open();
  await give(rightToken);
  await page.locator("#token-form").waitFor({ state: "hidden" });
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  await page.reload();
  await page.locator("#token-kept").waitFor();
  await page.locator("[data-behavior=RandomRebound]").click();
  await page.locator("[data-behavior=RandomRebound][aria-checked=true]").waitFor();
  assert.ok(commands.every(({ token }) => token === home.pass));
  assert.deepEqual(await kept(), [0, "", 0]);
});

test("a token that is refused is said to be wrong at once, and asked for anew", async () => {
  await open();
  await give("guess");
  await page.locator("#token-problem").getByText("Not with that token.").waitFor();
  assert.deepEqual(commands, []);
  await give(rightToken);
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
});

test("a session that is over is told, and the token asked for", async () => {
  await open();
  await give(rightToken);
  await page.locator("#token-kept").waitFor();
  home.isLocked = true;
  await page.locator("#nudge").click();
  await page.getByRole("alert").getByText("Not with that token.").waitFor();
  await page.locator("#token-form").waitFor();
  await page.locator("body.locked").waitFor();
});

/** The page is seen again after more than the time for which it keeps a pass. */
const wake = (on) =>
  on.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 11 * 60_000;
    dispatchEvent(new Event("pageshow"));
  });

test("a page whose pass ran out while it slept goes on with its session", async () => {
  await open();
  await give(rightToken);
  await page.locator("#token-kept").waitFor();
  home.pass = "ebs1.next";
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  assert.deepEqual(commands.map(({ token }) => token), ["ebs1.pass", "ebs1.next"]);
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.equal(await page.locator("body.locked").count(), 0);
});

test("a page that is seen again after a long time has another pass at once", async () => {
  await open();
  await give(rightToken);
  await page.locator("#token-kept").waitFor();
  home.pass = "ebs1.next";
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/session")); // the node refuses the old one
  await wake(page);
  await asked;
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  assert.deepEqual(commands.map(({ token }) => token), ["ebs1.next"]);
});

test("once its pass is renewed the page still knows what its token does not allow", async () => {
  const other = await context.newPage();
  const renewed = [];
  home.isLocked = false;
  await lockCommands(
    other,
    (socket, server, message) => {
      if (message.type === "command") return askForToken(socket, server, message);
      home.pass = "ebs1.renewed";
      renewed.push(message.token);
      socket.send(JSON.stringify({ type: "session", id: message.id, role: "operator", pass: home.pass })); // of an older node
    },
    { answersAll: true },
  );
  await other.goto(node.url);
  await other.locator("#token-kept").getByText("lets no other machine in").waitFor();
  await wake(other);
  await until(() => renewed.length === 1);
  await other.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  assert.deepEqual(commands.map(({ token }) => token), ["ebs1.renewed"]);
  assert.match(await other.locator("#token-kept-text").textContent(), /lets no other machine in/);
});

test("where the node has no token no field asks for one, until there is one", async () => {
  const other = await context.newPage();
  const sockets = [];
  await lockCommands(other, askForToken, { takesToken: false, opened: (socket) => sockets.push(socket) });
  await other.goto(node.url);
  await other.locator("#watch-told").getByText("from its own user").waitFor();
  assert.ok(await other.locator("#token-form").isHidden());
  await other.locator("#nudge").focus();
  await other.keyboard.press("Enter");
  await other.getByRole("alert").getByText("from its own user").waitFor();
  for (const socket of sockets) socket.send(JSON.stringify({ type: "tokens", takes_token: true }));
  await other.locator("#token-form").waitFor();
  assert.ok(await other.locator("#watch-told").isHidden());
});

test("where the node that the page came from is gone, the connected one gives a pass", async () => {
  home.isSilent = true;
  await open();
  await give(rightToken);
  await page.locator("#token-problem").getByText("not the operator's token").waitFor(); // so it was asked
});

test("a session can be ended", async () => {
  await open();
  await give(rightToken);
  await page.locator("#forget-token").click();
  await page.locator("#token-form").waitFor();
  assert.ok(home.isLocked);
  assert.deepEqual(await kept(), [0, "", 0]);
});

test("a viewer's token lets the page watch, and it says so", async () => {
  home.role = "viewer";
  await open();
  await give(rightToken);
  await page.locator("#token-form label").getByText("enter an operator's token").waitFor();
  assert.ok(await page.locator("#token").isVisible());
  await page.locator("#nudge").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("lets you watch").waitFor();
  assert.equal(await page.locator("body.locked").count(), 1);
  assert.deepEqual(commands, []);
});

test("who has a token that was given out asks for nothing that it may not, and the page says what is missing", async () => {
  home.isLocked = false;
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await context.unrouteAll();
  await context.route("**/api/v1/session", answerAsHome);
  const other = await context.newPage(); // to which its node says that it may command
  other.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await other.goto(node.url);
  await other.locator("#token-kept").getByText("lets no other machine in").waitFor();
  await other.locator("[data-fault=kill-node]").waitFor();
  assert.deepEqual(asked.filter((path) => /\/(pairing|sharing|keys)$/.test(path)), []);
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
