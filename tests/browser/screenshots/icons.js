// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the icons that a phone wants as PNG, from the page's own icon: node icons.js
import { readFileSync, writeFileSync } from "node:fs";
import { launchBrowser } from "../support.js";

const folder = new URL("../../../web/page/window/", import.meta.url);
const icon = readFileSync(new URL("icon.svg", folder), "utf8");

/** The icon on a ground that goes to the edge, for systems that cut out a shape: nothing is near the edge then. */
function wide(margin) {
  const size = 32 + 2 * margin;
  return icon
    .replace('viewBox="0 0 32 32"', `viewBox="${-margin} ${-margin} ${size} ${size}"`)
    .replace('<rect width="32" height="32" rx="7"', `<rect x="${-margin}" y="${-margin}" width="${size}" height="${size}"`);
}

const browser = await launchBrowser();
try {
  for (const [name, svg, size] of [
    ["icon-192", icon, 192],
    ["icon-512", icon, 512],
    ["icon-maskable-512", wide(4), 512], // what matters is within 80 % of the size
    ["icon-touch-180", wide(2), 180],
  ]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`);
    writeFileSync(new URL(`${name}.png`, folder), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
