// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody with a phone opens a link and gives a command: node phone.js LINK. Exit status 0 if that was let in, 1 if the
// link is not good any more; what else goes wrong is an error.
import { launchBrowser, openPage, until } from "../support.js";

const [link] = process.argv.slice(2);
const browser = await launchBrowser();
try {
  const { page } = await openPage(browser, link, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const revision = () => page.evaluate(async () => (await (await fetch("api/v1/cluster")).json()).revision);
  const entered = page.locator("body:not(.locked)").waitFor().then(() => true);
  const refused = page.locator("#token-problem:not([hidden])").waitFor().then(() => false);
  if (await Promise.race([entered, refused])) {
    const before = await revision();
    await page.locator("#nudge").tap();
    await until(async () => (await revision()) === before + 1);
  } else {
    process.exitCode = 1;
  }
} finally {
  await browser.close();
}
