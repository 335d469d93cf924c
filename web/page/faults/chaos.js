// SPDX-License-Identifier: GPL-3.0-or-later

const leastMs = 3000;
const mostMs = 6000;
const verdictMs = 5000;
const tolerableStallMs = 100;
const mostRefusals = 3; // running: somebody does not want this
const fewestLiving = 2;

const ofEngine = ["crash-engine", "hang-engine"];
const breaking = ["kill-node", "freeze-node", "isolate-node", "lossy-network"]; // the node itself, for a while or for good

/** How long until the next fault, in milliseconds. `random` gives numbers from 0 up to 1, as Math.random does. */
export const pauseMs = (random) => leastMs + random() * (mostMs - leastMs);

/**
 * What to break next: { fault, node }, or null. `nodes` are the living ones, each with its `id` and whether it `isSound`:
 * nothing was done to it lately. It never leaves fewer than two sound nodes.
 */
export function nextFault({ nodes, holder, faults, random }) {
  const sound = nodes.filter(({ isSound }) => isSound);
  const aimsOf = (fault) => sound.filter(({ id }) => mayBreak(fault, id === holder, nodes.length, sound.length));
  // First the fault, then the node: else the faults of nodes would crowd out those of the engine.
  const kinds = faults.filter((fault) => aimsOf(fault).length > 0);
  if (kinds.length === 0) return null;
  const fault = kinds[Math.floor(random() * kinds.length)];
  const aims = aimsOf(fault);
  return { fault, node: aims[Math.floor(random() * aims.length)].id };
}

function mayBreak(fault, isHolder, living, sound) {
  if (ofEngine.includes(fault)) return isHolder;
  if (living <= fewestLiving) return false;
  if (fault === "step-down") return isHolder;
  return !breaking.includes(fault) || sound - 1 >= fewestLiving;
}

/** Counts what was survived: five seconds later somebody holds the lease, and no long stall was drawn. Pure. */
export class Survival {
  #open = [];
  #refusals = 0;
  survived = 0;
  injected = 0;

  injectedAt(now) {
    this.#refusals = 0;
    this.#open.push({ at: now, stalled: false });
  }

  /** A command was refused; whether that is enough. */
  refused() {
    return ++this.#refusals >= mostRefusals;
  }

  stalled(ms) {
    if (ms > tolerableStallMs) this.#open.forEach((fault) => (fault.stalled = true));
  }

  /** Passes judgement on what was injected long enough ago; whether the counts have changed. */
  judge(now, hasHolder) {
    const due = this.#open.filter(({ at }) => now - at >= verdictMs);
    this.#open = this.#open.filter((fault) => !due.includes(fault));
    this.injected += due.length;
    if (hasHolder) this.survived += due.filter(({ stalled }) => !stalled).length;
    return due.length > 0;
  }
}
