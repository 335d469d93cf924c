// SPDX-License-Identifier: GPL-3.0-or-later

/** Anything at all, from the numbers of a generator. */
function anything(random, depth = 3) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const names = ["type", "nodes", "id", "name", "url", "segments", "links", "a", "b", "text", "at", "others", "box", "holder", "behaviors", "level", "kind", "__proto__"];
  const leaves = [null, true, 0, -1, 1e300, 2 ** 53, "", "hello", "cluster", "track", "event", "links", "viewers", "ack", "problem", "http://[::1%x]/", "lease", "fault"];
  if (depth === 0 || random() < 0.4) return pick(leaves);
  const many = Math.floor(random() * 5);
  if (random() < 0.4) return Array.from({ length: many }, () => anything(random, depth - 1));
  return Object.fromEntries(Array.from({ length: many }, () => [pick(names), anything(random, depth - 1)]));
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const types = ["hello", "cluster", "links", "viewers", "chaos", "track", "tick", "event", "ack", "problem"];

/** Some text of a message, the same for the same seed: seldom a sound one. */
export const strange = (seed) => {
  const random = generator(seed);
  const made = anything(random);
  return JSON.stringify({ ...(typeof made === "object" ? made : {}), type: types[seed % types.length] });
};
