// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launchBrowser, openPage, startNode, until } from "../support.js";

const operatorToken = "operators-own-token";
let browser, home;
const nodes = [];

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return String(port);
}

/** A real node. Its page has an address for others, so that it can be shown to a phone: this machine's own. */
async function startShown(name, ...more) {
  const port = await freePort();
  const own = join(home, name);
  const tokenFile = join(own, "token");
  await mkdir(own);
  await writeFile(tokenFile, operatorToken, { mode: 0o600 });
  const args = ["--name", name, "--http-port", port, "--discovery-port", await freePort(), "--operator-token-file", tokenFile, ...more];
  const { child, url } = await startNode(own, ...args, "--public-url", `http://127.0.0.1:${port}`);
  nodes.push(child);
  return url;
}

async function unlock(page) {
  await page.fill("#token", operatorToken);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#sharing:not([hidden])");
}

/** What a camera reads from the screen. */
async function readCode(page) {
  const picture = join(home, "code.png");
  await page.locator("#phone-code").screenshot({ path: picture });
  const { stdout } = await promisify(execFile)("zbarimg", ["--quiet", "--raw", picture]);
  return stdout.trim();
}

before(async () => {
  home = await mkdtemp(join(tmpdir(), "everbounce-"));
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  for (const child of nodes) child.kill("SIGKILL");
  await rm(home, { recursive: true, force: true });
});

test("a phone comes in by the code on the screen, once", async () => {
  const url = await startShown("alpha");
  const { page, close } = await openPage(browser, url);
  await unlock(page);
  await page.click("#show-phone");
  await page.waitForSelector("#phone-code:not([hidden])");
  assert.equal(await readCode(page), url.replace(/\/$/, ""));
  await page.click("#phone-operator");
  await page.waitForSelector('#phone-operator[aria-pressed="true"]');
  const link = await readCode(page);
  assert.match(link, /#token=[\w-]{40,}$/);
  assert.doesNotMatch(await page.textContent("#phone-url"), /token/);

  const phone = await openPage(browser, link, { viewport: { width: 390, height: 844 } });
  await phone.page.waitForSelector("body:not(.locked)");
  assert.doesNotMatch(phone.page.url(), /token/);
  const before = (await (await fetch(`${url}api/v1/cluster`)).json()).revision;
  await phone.page.click("#nudge");
  await until(async () => (await (await fetch(`${url}api/v1/cluster`)).json()).revision === before + 1);
  await phone.page.reload(); // the session stays
  await phone.page.waitForSelector("body:not(.locked)");
  await phone.close();

  const thief = await openPage(browser, link);
  await thief.page.waitForSelector("#token-problem:not([hidden])");
  assert.match(await thief.page.textContent("#token-problem"), /This link has been used/);
  assert.equal(await thief.page.locator("body.locked").count(), 1);
  await thief.close();

  // When the sheet is closed, the code is gone.
  await page.click("#close-phone");
  assert.equal(await page.getAttribute("#phone-code", "src"), null);
  await close();
});

test("a page cannot choose what was given at the start, and strangers see nothing of it", async () => {
  const url = await startShown("beta", "--listen", "loopback");
  const { page, close } = await openPage(browser, url);
  assert.equal(await page.locator("#sharing").isHidden(), true);
  await unlock(page);
  assert.equal(await page.locator("#share").isDisabled(), true);
  assert.match(await page.textContent("#share-told"), /--listen loopback/);
  await close();
});
