// SPDX-License-Identifier: GPL-3.0-or-later
import { join } from "node:path";
import { launchBrowser, until } from "../support.js";
import { failOver, pause, sizes, themes } from "./moments.js";

/** Pictures of the page before, during and after the holder was killed, in each size and theme. */
export async function takePages(cluster, viewed, directory) {
  const browser = await launchBrowser();
  try {
    for (const theme of themes) {
      const pages = [];
      for (const [width, height] of sizes) {
        const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
        const page = await context.newPage();
        await page.goto(cluster.url(viewed));
        await until(() => page.evaluate(() => window.everbounce?.node()));
        pages.push({ page, name: `page-${theme}-${width}x${height}` });
      }
      const shoot = async (moment) => {
        for (const { page, name } of pages) {
          await page.screenshot({ path: join(directory, `${name}-${moment}.png`) });
          await page.screenshot({ path: join(directory, `${name}-${moment}-whole.png`), fullPage: true });
        }
      };
      await pause(2000);
      await shoot("before");
      await failOver(cluster, viewed, () => shoot("during"));
      await pause(4000);
      await shoot("after");
      for (const { page } of pages) await page.context().close();
    }
  } finally {
    await browser.close();
  }
}

/** Opens one dark page that nothing else disturbs, and does something with it. */
async function withPage(cluster, viewed, viewport, work) {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport, colorScheme: "dark" });
    const page = await context.newPage();
    await page.goto(cluster.url(viewed));
    await until(() => page.evaluate(() => window.everbounce?.node()));
    await page.locator("#tour-leave").click();
    return await work(page, context);
  } finally {
    await browser.close();
  }
}

/** A picture of the page some seconds after the holder was killed. */
export function takePage(cluster, viewed, file, viewport) {
  return withPage(cluster, viewed, viewport, async (page) => {
    await pause(6000);
    await failOver(cluster, viewed, () => pause(3000));
    await pause(3500);
    await page.screenshot({ path: file });
  });
}

/** A picture of how a change of holder went, as the page draws it, after the holder was killed. */
export function takeFailover(cluster, viewed, file, viewport) {
  return withPage(cluster, viewed, viewport, async (page) => {
    await pause(3000);
    await failOver(cluster, viewed, () => pause(1500));
    await page.locator("#failovers button").last().evaluate((button) => button.click());
    await page.locator("#failover-drawing svg").waitFor();
    await pause(500); // it fades in
    await page.locator("#failover").screenshot({ path: file });
  });
}

/** Frames of the page while the holder is killed, as [time in ms, PNG]. */
export function recordPage(cluster, viewed, { seconds, ...viewport }) {
  return withPage(cluster, viewed, viewport, async (page, context) => {
    await pause(3000);
    const session = await context.newCDPSession(page);
    const frames = [];
    session.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
      frames.push([1000 * metadata.timestamp, Buffer.from(data, "base64")]);
      session.send("Page.screencastFrameAck", { sessionId });
    });
    await session.send("Page.startScreencast", { format: "png", everyNthFrame: 4 }); // each one costs the page time
    await pause(1200);
    await failOver(cluster, viewed, () => pause((1000 * seconds) / 2));
    await pause((1000 * seconds) / 2 - 1200);
    await session.send("Page.stopScreencast");
    return frames;
  });
}
