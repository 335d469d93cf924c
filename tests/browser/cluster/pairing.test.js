// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchBrowser, lockCommands, openPage, startNode, until } from "../support.js";

let browser, home;
const nodes = [];

/** A real node of a cluster of its own. */
async function startNamed(name, discoveryPort, ...more) {
  const node = await startNode(join(home, name), "--name", name, "--discovery-port", discoveryPort, ...more);
  nodes.push(node.child);
  return node;
}

const state = async ({ url }) => (await fetch(`${url}api/v1/pairing`)).json();
const cluster = async ({ url }) => (await fetch(`${url}api/v1/cluster`)).json();
async function act({ url }, action, body = {}) {
  const answer = await fetch(`${url}api/v1/pairing/${action}`, { method: "POST", body: JSON.stringify(body) });
  return answer.status;
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

test("two nodes become one cluster by the digits that both pages show", async () => {
  const port = String(20000 + Math.floor(Math.random() * 10000));
  const [inviter, newcomer] = await Promise.all([startNamed("inviter", port), startNamed("newcomer", port)]);
  const here = await openPage(browser, inviter.url);
  const there = await openPage(browser, newcomer.url);
  // A neighbour is seen, though it cannot be joined yet.
  await there.page.waitForSelector("#neighbours li");
  assert.match(await there.page.textContent("#neighbours"), /seems to belong to another cluster/);
  assert.equal(await there.page.locator("[data-join]").count(), 0);

  await here.page.click("#pair-invite");
  await there.page.click("[data-join]");
  const digits = await here.page.waitForSelector("#pair-digits:not([hidden])");
  await there.page.waitForSelector("#pair-digits:not([hidden])");
  const shown = await digits.textContent();
  assert.match(shown, /^\d{3} \d{3}$/);
  assert.equal(await there.page.textContent("#pair-digits"), shown);
  assert.match(await here.page.textContent("#pair-what"), /newcomer/);
  assert.match(await there.page.textContent("#pair-what"), /leaves its cluster/);

  await here.page.click("#pair-yes");
  await there.page.click("#pair-yes");
  await until(async () => (await cluster(inviter)).nodes.length === 2 && (await cluster(newcomer)).nodes.length === 2);
  assert.equal(newcomer.child.exitCode, null);
  // Both pages show both nodes, and no neighbour any more.
  for (const { page } of [here, there]) {
    await until(() => page.evaluate(() => document.querySelectorAll("[data-node]").length === 2));
    await page.waitForSelector("#neighbours", { state: "hidden", timeout: 15_000 });
  }
  assert.match(await here.page.textContent("#pair-news"), /has joined/);
  // A page's policy cannot grow to name a node that it did not know when it was loaded.
  const others = [...here.complaints, ...there.complaints].filter((text) => !text.includes("Content Security Policy"));
  assert.deepEqual(others, []);
  await here.close();
  await there.close();
});

test("no at one side leaves both where they were", async () => {
  const port = String(20000 + Math.floor(Math.random() * 10000));
  const [inviter, newcomer] = await Promise.all([startNamed("one", port), startNamed("other", port)]);
  const { page, close } = await openPage(browser, inviter.url);
  await page.click("#pair-invite");
  await until(async () => (await act(newcomer, "join", { address: "127.0.0.1" })) === 200);
  await page.waitForSelector("#pair-digits:not([hidden])");
  assert.equal(await act(newcomer, "answer", { digits: "12", same: true }), 409);
  assert.equal(await act(newcomer, "answer", { digits: (await state(newcomer)).digits, same: true }), 200);
  await page.click("#pair-no");
  await until(async () => (await state(newcomer)).stage === "idle");
  assert.match((await state(newcomer)).news, /said no/);
  assert.equal((await cluster(newcomer)).nodes.length, 1);
  await page.click("#pair-cancel");
  await page.waitForSelector("#pair-invite:not([hidden])");
  await close();
});

test("who may not command is shown nothing of it, and neighbours can be silenced", async () => {
  const port = String(20000 + Math.floor(Math.random() * 10000));
  const [first] = await Promise.all([startNamed("first", port), startNamed("second", port)]);
  const watching = await openPage(browser, first.url, {}, lockCommands);
  assert.equal(await watching.page.isVisible("#pairing"), false);
  await watching.close();
  const { page, close } = await openPage(browser, first.url);
  await page.waitForSelector("#neighbours li");
  await page.click("#pair-silence");
  await page.waitForSelector("#neighbours", { state: "hidden" });
  await page.reload();
  await page.waitForSelector("#pair-silence:not([hidden])");
  assert.equal(await page.isVisible("#neighbours"), false);
  await page.click("#pair-silence");
  await page.waitForSelector("#neighbours li");
  await close();
});

test("a member is removed by the page, after a second look", async () => {
  const port = String(20000 + Math.floor(Math.random() * 10000));
  const alpha = await startNamed("alpha", port);
  const invited = await fetch(`${alpha.url}api/v1/pairing/invitations`, { method: "POST", body: "{}" });
  const beta = await startNamed("beta", port, "--join", (await invited.json()).code);
  await until(async () => (await cluster(alpha)).nodes.length === 2);
  // Another node that reads the same key file is the same member.
  nodes.push((await startNode(join(home, "beta"), "--name", "gamma", "--discovery-port", port)).child);
  await until(async () => (await cluster(alpha)).nodes.length === 3);
  const { page, complaints, close } = await openPage(browser, alpha.url);

  // Only others can be removed, and not at the first press.
  await page.waitForSelector("#members li");
  assert.deepEqual(await page.locator("#members li span").allTextContents(), ["beta and 1 more"]);
  await page.click("#members .remove");
  assert.match(await page.textContent("#members li"), /Every node except “beta”, “gamma” gets a new key\. Those nodes .* leave the cluster.*Remove these 2 nodes/);
  await page.click("#members .keep");
  assert.equal((await cluster(alpha)).nodes.length, 3);

  await page.click("#members .remove");
  await page.click("#members .remove-for-good");
  await until(async () => (await page.textContent("#member-news")) === "“beta”, “gamma” were removed. 1 node has the new key.");
  await page.waitForSelector("#members-part", { state: "hidden" });
  await until(async () => (await cluster(alpha)).nodes.length === 1);
  // The others say so, and fly a ball of their own.
  await until(async () => (await cluster(beta)).warnings?.some((warning) => /was removed from the cluster/.test(warning)));
  assert.ok((await cluster(beta)).nodes.every(({ name }) => name !== "alpha"));
  assert.equal(beta.child.exitCode, null);
  assert.deepEqual(complaints.filter((text) => !text.includes("Content Security Policy")), []);
  await close();
});
