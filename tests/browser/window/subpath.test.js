// SPDX-License-Identifier: GPL-3.0-or-later
// The page below a path of somebody else's site, as a proxy shows it there.
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { FakeNode, launchBrowser, openPage, until } from "../support.js";

const path = "/some/where/";
let browser, node, proxy, address;
const others = []; // what was asked for beside that path

/** Passes on what is below the path, without it. */
async function startProxy() {
  const port = () => new URL(node.url).port;
  const server = createServer((asked, answer) => {
    if (!asked.url.startsWith(path)) {
      others.push(asked.url);
      return answer.writeHead(404).end();
    }
    const forward = { port: port(), host: "127.0.0.1", path: asked.url.slice(path.length - 1), method: asked.method, headers: asked.headers };
    asked.pipe(request(forward, (told) => told.pipe(answer.writeHead(told.statusCode, told.headers))).on("error", () => answer.destroy()));
  });
  server.on("upgrade", (asked, client) => {
    const upstream = connect(port(), "127.0.0.1", () => {
      const lines = asked.rawHeaders.flatMap((name, i, all) => (i % 2 ? [] : [`${name}: ${all[i + 1]}`]));
      upstream.write([`GET ${asked.url.slice(path.length - 1)} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
      client.pipe(upstream).pipe(client);
    });
    for (const [one, other] of [[client, upstream], [upstream, client]]) one.on("error", () => other.destroy()).on("close", () => other.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

before(async () => {
  browser = await launchBrowser();
  proxy = await startProxy();
  address = `http://127.0.0.1:${proxy.address().port}${path}`;
  node = await FakeNode.start({ publicUrl: address });
});
after(async () => {
  await browser.close();
  proxy.closeAllConnections();
  proxy.close();
  await node.end();
});

test("below a path the page is whole: styled, fed, with its faults, and commands", async () => {
  const { page, complaints, close } = await openPage(browser, address);
  await page.locator("[data-fault=kill-node]").waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main")).display), "grid");
  const before = await page.getAttribute("#ball", "transform");
  await until(async () => (await page.getAttribute("#ball", "transform")) !== before);
  await page.locator("#token").fill("the operator's own");
  await page.keyboard.press("Enter");
  await page.locator("#token-form").waitFor({ state: "hidden" });
  await page.locator("#nudge").click();
  assert.deepEqual(await node.gotCommands(1), ["nudge"]);
  const failed = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ responseStatus }) => responseStatus >= 400).map(({ name }) => name));
  assert.deepEqual(failed, []);
  assert.deepEqual(others, []);
  assert.deepEqual(complaints, []);
  await close();
});

test("what is installed from there opens there, with its icons", async () => {
  const { page, complaints, close } = await openPage(browser, address);
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { start_url: start, scope, icons } = JSON.parse(data);
  assert.equal(new URL(start, url).href, address);
  assert.equal(new URL(scope, url).href, address);
  for (const { src } of icons) assert.equal((await fetch(new URL(src, url))).status, 200, src);
  assert.deepEqual(others, []);
  assert.deepEqual(complaints, []);
  await close();
});

test("without scripts the page leads to the scene there", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("link", { name: "the scene" }).click();
  assert.equal(page.url(), `${address}scene.svg`);
  await context.close();
});
