// SPDX-License-Identifier: GPL-3.0-or-later

const patienceMs = 1000; // two lengths of the default lease: a change of holder is settled long before
const reunionMs = 3000; // after a side was last seen: by then it is known whether both are one
const toldMs = 8000;

const isAlive = (view, id) => view.nodes.some((node) => node.id === id && node.state !== "suspect");
const isSameLease = (a, b) => a.holder === b.holder && a.term === b.term;
const holderOf = ({ nodes, holder, term }) => ({ holder, term, name: nodes.find(({ id }) => id === holder)?.name ?? "" });

/**
 * The sides of a partition, as far as this viewer reaches them: its own, and those of which lost nodes tell. Pure;
 * instants in milliseconds of any clock. A view is { holder, term, nodes }, as in a `cluster` message.
 */
export class Sides {
  #own = null;
  #others = new Map(); // id of the node that tells → { view, end, since }
  #seen = new Map(); // the same → when it last was a side
  #healedAt = -Infinity;

  /** What the viewer's own node tells; null while none does. */
  noteOwn(view, now) {
    this.#own = view;
    this.#look(now);
  }

  noteOther(node, view, now) {
    this.#others.set(node, { ...this.#others.get(node), view });
    this.#look(now);
  }

  /** Until when that node knows the flight. */
  noteFlight(node, end, now) {
    if (!this.#others.has(node)) return;
    this.#others.get(node).end = end;
    this.#look(now);
  }

  /** That node's feed has ended. */
  forget(node, now) {
    this.#others.delete(node);
    this.#look(now);
  }

  /**
   * { own, others, healed }: `own` is { holder, term, name }; `others` the same with the `node` that tells and all
   * `nodes` of that side; `healed`: there were several a moment ago. Ask a few times a second.
   */
  at(now) {
    this.#look(now);
    const others = this.#split(now).map(([node, { view }]) => ({ node, nodes: view.nodes, ...holderOf(view) }));
    const isHealed = others.length === 0 && now - this.#healedAt < toldMs && Boolean(this.#own?.holder);
    return { own: this.#own && holderOf(this.#own), others, healed: isHealed };
  }

  #isSide({ view, end }, now) {
    const own = this.#own;
    if (!own?.holder || !view?.holder || !(end > now)) return false;
    return isAlive(own, own.holder) && isAlive(view, view.holder) && !isAlive(own, view.holder) && !isAlive(view, own.holder);
  }

  /** Those that have been a side for long enough, each holder once. */
  #split(now) {
    const lasting = [...this.#others].filter(([, { since }]) => now - since >= patienceMs);
    return lasting.filter(([, { view }], i) => lasting.findIndex(([, other]) => other.view.holder === view.holder) === i);
  }

  #look(now) {
    for (const other of this.#others.values()) other.since = this.#isSide(other, now) ? (other.since ?? now) : undefined;
    const split = new Map(this.#split(now));
    for (const node of split.keys()) this.#seen.set(node, now);
    for (const [node, at] of this.#seen) {
      if (split.has(node)) continue;
      const isOne = this.#isOne(node);
      if (isOne) this.#healedAt = now;
      if (isOne || now - at > reunionMs) this.#seen.delete(node);
    }
  }

  #isOne(node) {
    const other = this.#others.get(node)?.view;
    return Boolean(this.#own) && (isAlive(this.#own, node) || Boolean(other?.holder && isSameLease(other, this.#own)));
  }
}
