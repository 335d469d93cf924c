// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const hundredths = 8; // between two pictures of the animation: as slow as still looks like flying, for its size

/** Of recorded frames, the last one at each beat. */
export function atBeats(frames, beatMs) {
  const beats = [];
  for (let due = frames[0][0]; due <= frames.at(-1)[0]; due += beatMs)
    beats.push(frames.findLast(([time]) => time <= due)[1]);
  return beats;
}

/** Writes an animated GIF of recorded frames. */
export async function writeAnimation(frames, file, width, colors = 48) {
  const directory = await mkdtemp(join(tmpdir(), "everbounce-animation-"));
  try {
    const names = [];
    for (const [i, picture] of atBeats(frames, 10 * hundredths).entries()) {
      names.push(join(directory, `${String(i).padStart(4, "0")}.png`));
      await writeFile(names.at(-1), picture);
    }
    execFileSync("convert", ["-delay", String(hundredths), "-loop", "0", ...names, "-resize", `${width}x`, "+dither", "-colors", String(colors),
      "-fuzz", "2%", "-layers", "optimize", file]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
