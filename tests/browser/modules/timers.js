// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * From now to the test's end the time of setTimeout() passes by the function that this gives alone: pass(ms). (The mock timers
 * of Node.js 18 forget timers when one is cleared that has run already.)
 */
export function virtualTime(context) {
  const real = { setTimeout, clearTimeout };
  const waiting = new Map(); // by number: { at, call }
  let now = 0;
  let last = 0;
  globalThis.setTimeout = (call, ms = 0) => {
    waiting.set(++last, { at: now + ms, call });
    return last;
  };
  globalThis.clearTimeout = (number) => waiting.delete(number);
  context.after(() => Object.assign(globalThis, real));

  const nextBefore = (end) => [...waiting].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  return function pass(ms) {
    const end = now + ms;
    for (let next = nextBefore(end); next; next = nextBefore(end)) {
      const [number, { at, call }] = next;
      waiting.delete(number);
      now = at;
      call();
    }
    now = end;
  };
}
