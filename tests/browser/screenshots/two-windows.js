// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const test = join(process.env.EVERBOUNCE_BIN ?? "build/bin", "../tests/tst_two_windows");

/** The times of a screen's pictures, in ms, with their files. */
async function shotsIn(directory) {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".png"));
  return names.map((name) => [Number(name.slice(0, -4)), join(directory, name)]).sort(([a], [b]) => a - b);
}

/** Frames of two windows side by side that become one cluster, as [time in ms, PNG]: the test of that plays it. */
export async function recordTwoWindows() {
  const directory = await mkdtemp(join(tmpdir(), "everbounce-film-"));
  try {
    execFileSync(test, { env: { ...process.env, EVERBOUNCE_FILM: directory }, stdio: "inherit" });
    const [left, right] = await Promise.all(["1", "2"].map((host) => shotsIn(join(directory, host))));
    const begin = Math.max(left[0][0], right[0][0]);
    const at = (shots, time) => shots.findLast(([taken]) => taken <= time)[1];
    return [...left, ...right]
      .map(([time]) => time)
      .filter((time) => time >= begin)
      .sort((a, b) => a - b)
      .map((time) => [time, execFileSync("convert", [at(left, time), at(right, time), "-crop", "1280x800+0+0", "+repage", "+append", "+repage", "-resize", "1200x", "png:-"], { maxBuffer: 1 << 26 })]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
