// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { failOver, pause, sizes, themes } from "./moments.js";

/** Starts an X server without a screen; `stop()` ends it. */
async function startDisplay() {
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [number] = await once(createInterface({ input: server.stdout }), "line");
  return {
    name: `:${number}`,
    async stop() {
      server.kill();
      await once(server, "exit");
    },
  };
}

/** Where the window finds the size and the theme that it had the last time. */
async function rememberedWindow(directory, { theme, width, height }) {
  await mkdir(join(directory, "everbounce"), { recursive: true });
  await writeFile(join(directory, "everbounce", "window.conf"), `[General]\ntheme=${theme}\nsize=@Size(${width} ${height})\n`);
  return directory;
}

/** Pictures of the window, which is a node's own, before, during and after the holder was killed, in each size and theme. */
export async function takeWindows(cluster, directory) {
  const display = await startDisplay();
  try {
    for (const theme of themes) for (const [width, height] of sizes) await takeWindow(cluster, display.name, directory, { theme, width, height });
  } finally {
    await display.stop();
  }
}

async function takeWindow(cluster, display, directory, look) {
  const { theme, width, height } = look;
  const environment = {
    DISPLAY: display,
    QT_QPA_PLATFORM: "xcb",
    QT_QUICK_BACKEND: "software",
    XDG_CONFIG_HOME: await rememberedWindow(join(cluster.directory, "config"), look),
  };
  const shoot = (moment) => {
    const file = join(directory, `window-${theme}-${width}x${height}-${moment}.png`);
    execFileSync("import", ["-display", display, "-window", "root", "-crop", `${width}x${height}+0+0`, "+repage", file]);
  };
  const name = "delta";
  await cluster.startNode(name, { program: "everbounce", environment });
  await pause(2500);
  shoot("before");
  await failOver(cluster, name, () => shoot("during"));
  await pause(4000);
  shoot("after");
  await cluster.stopNode(name);
}
