// SPDX-License-Identifier: GPL-3.0-or-later
import { until } from "../support.js";

export const sizes = [[360, 740], [768, 1024], [1280, 800], [1920, 1080]];
export const themes = ["light", "dark"];

/** For pictures of a moment some time after another one; nothing tells when it has come. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills the holder, which must not be the viewed node, does something, and starts it again. */
export async function failOver(cluster, viewed, meanwhile) {
  if ((await cluster.holder(viewed)) === viewed) {
    await cluster.post(viewed, "faults", { fault: "step-down", node: viewed });
    await until(async () => (await cluster.holder(viewed)) !== viewed);
  }
  const holder = await cluster.holder(viewed);
  cluster.signal(holder, "SIGKILL");
  await until(async () => ![holder, undefined].includes(await cluster.holder(viewed)));
  await meanwhile();
  await cluster.startNode(holder);
}
