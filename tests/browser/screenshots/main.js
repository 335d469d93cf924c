// SPDX-License-Identifier: GPL-3.0-or-later
// Takes pictures of page and window over a failover of real nodes: node main.js DIRECTORY [DIRECTORY OF README'S PICTURES]
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeAnimation } from "./animation.js";
import { Cluster } from "./cluster.js";
import { recordPage, takeFailover, takePage, takePages } from "./page.js";
import { recordTwoWindows } from "./two-windows.js";
import { takeWindows } from "./window.js";

const names = ["alpha", "beta", "gamma"];
const [directory, readme] = process.argv.slice(2);
await mkdir(directory, { recursive: true });

async function withCluster(work) {
  const cluster = await Cluster.start(names);
  try {
    await work(cluster);
  } finally {
    await cluster.stop();
  }
}

await withCluster((cluster) => takePages(cluster, "alpha", directory));
await withCluster((cluster) => takeWindows(cluster, directory));
if (readme) {
  await mkdir(readme, { recursive: true });
  await withCluster((cluster) => takePage(cluster, "alpha", join(readme, "console.png"), { width: 1280, height: 800 }));
  await withCluster((cluster) => takeFailover(cluster, "alpha", join(readme, "failover.png"), { width: 1280, height: 800 }));
  await withCluster(async (cluster) => {
    const frames = await recordPage(cluster, "alpha", { width: 960, height: 640, seconds: 6 });
    await writeAnimation(frames, join(readme, "kill-survived.gif"), 720);
  });
  await writeAnimation(await recordTwoWindows(), join(readme, "two-laptops.gif"), 1000, 96);
}
