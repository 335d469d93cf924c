// SPDX-License-Identifier: GPL-3.0-or-later

const pauseMs = { first: 1000, most: 30_000 };
const rememberedMs = 600_000;
const most = 8;

/**
 * The nodes that the viewer's own node has lost, and when to ask each how it is. Pure; instants in milliseconds of any
 * clock.
 */
export class LostNodes {
  #last = []; // as the own node last told
  #lost = new Map(); // id → { id, name, url, since, due, pause }, the longest lost first

  /** The nodes that the own node lists now. */
  note(nodes, now) {
    const alive = nodes.filter(({ state }) => state !== "suspect");
    const isBack = ({ id, name }) => alive.some((node) => node.id === id || node.name === name);
    for (const node of this.#last) if (!this.#lost.has(node.id) && !nodes.some(({ id }) => id === node.id)) this.#add(node, now);
    for (const node of nodes) if (node.state === "suspect" && !this.#lost.has(node.id)) this.#add(node, now);
    for (const lost of [...this.#lost.values()]) if (isBack(lost) || now - lost.since >= rememberedMs) this.#lost.delete(lost.id);
    while (this.#lost.size > most) this.#lost.delete(this.#lost.keys().next().value);
    this.#last = nodes;
  }

  has(id) {
    return this.#lost.has(id);
  }

  /** The next node to ask, { id, url }, or null; `isKnown(id)` says of which nodes enough is known. */
  next(now, isKnown) {
    for (const { id, url, due, since } of this.#lost.values())
      if (due <= now && now - since < rememberedMs && !isKnown(id)) return { id, url };
    return null;
  }

  /** It did not answer, or no longer does. */
  failed(id, now) {
    const lost = this.#lost.get(id);
    if (!lost) return;
    lost.due = now + lost.pause;
    lost.pause = Math.min(2 * lost.pause, pauseMs.most);
  }

  /** It answered. */
  answered(id) {
    const lost = this.#lost.get(id);
    if (lost) lost.pause = pauseMs.first;
  }

  #add({ id, name, url }, now) {
    if (url) this.#lost.set(id, { id, name, url, since: now, due: now, pause: pauseMs.first });
  }
}
