// SPDX-License-Identifier: GPL-3.0-or-later

import { compareNames } from "./name-order.js";

/** More nodes are shown in a small way. */
export const few = 8;

const aboveCards = 130; // units, of the view
const rowHeight = 204; // units: of two cards beside each other, with what is between them and the next ones

/** The same beside the scene, in a view so many units high: there all cards are in sight. The window has the same. */
export const fewWithin = (height) => Math.max(4, Math.min(few, 2 * Math.floor((height - aboveCards) / rowHeight)));

const rankAmongFew = ({ isOwn }) => (isOwn ? 0 : 1);
const rankAmongMany = ({ isOwn, holder, holdsApart, look }) => (isOwn ? 0 : holder || holdsApart ? 1 : look !== "alive" ? 2 : 3);

const ghostMs = 10_000;
const foldingMs = 300; // at the end of it

/** What each node looks like, from what is seen of it and what was done to it. Pure; times in milliseconds. */
export class NodeStates {
  #nodes = [];
  #own = null;
  #gone = new Map(); // id → { node, at }
  #faults = new Map(); // "id fault" → when it ends
  #dying = new Set();
  #apart = new Map(); // id → node: those of other sides of a partition
  #holdersApart = new Set();

  /** The nodes of a `cluster` message, as the node with the id `own` sees them. */
  noteCluster(nodes, own, now) {
    const ids = new Set(nodes.map(({ id }) => id));
    const names = new Set(nodes.map(({ name }) => name));
    for (const node of this.#nodes) if (!ids.has(node.id)) this.#gone.set(node.id, { node, at: now });
    for (const [id, { node }] of this.#gone) if (ids.has(id) || names.has(node.name)) this.#gone.delete(id);
    this.#dying.forEach((id) => ids.has(id) || this.#dying.delete(id));
    this.#nodes = nodes;
    this.#own = own;
  }

  /** A fault that was injected at `at`, and lasts so many seconds. */
  noteFault({ about, fault, seconds }, at) {
    if (about && seconds > 0) this.#faults.set(`${about} ${fault}`, at + seconds * 1000);
  }

  /** This viewer's kill is on its way, or it turned out not to be. */
  setAskedToDie(id, isAsked) {
    if (isAsked) this.#dying.add(id);
    else this.#dying.delete(id);
  }

  /** The other sides of a partition, each { holder, nodes } as it sees itself. */
  noteSides(others) {
    const nodes = others.flatMap((side) => side.nodes).filter(({ state }) => state !== "suspect");
    this.#apart = new Map(nodes.map((node) => [node.id, node]));
    this.#holdersApart = new Set(others.map(({ holder }) => holder));
  }

  /**
   * All nodes, the own one first, then by name, with those that are gone in their places: each with `look`, `left`,
   * `isGhost`, and `holdsApart` where it holds the lease of another side. Of more than `most`, holders and those in
   * trouble come before the others.
   */
  cards(now, most = few) {
    for (const [id, { at }] of this.#gone) if (now - at >= ghostMs && !this.#apart.has(id)) this.#gone.delete(id);
    for (const [key, end] of this.#faults) if (end <= now) this.#faults.delete(key);
    const living = this.#nodes.map((node) => this.#living(node, now));
    const ghosts = [...this.#gone.values()].map(({ node, at }) => this.#ghost(node, now, at));
    const strangers = this.#strangers().map((node) => this.#ghost(node, now, now));
    const all = [...living, ...ghosts, ...strangers];
    const rank = all.length > most ? rankAmongMany : rankAmongFew;
    return all.sort((a, b) => rank(a) - rank(b) || compareNames(a.name, b.name));
  }

  // Nodes of another side that the own one has never seen, or long forgotten.
  #strangers() {
    const isHere = ({ id, name }) => this.#gone.has(id) || this.#nodes.some((node) => node.id === id || node.name === name);
    return [...this.#apart.values()].filter((node) => !isHere(node));
  }

  // If it is frozen or isolated, that says more than that it is gone, or on another side.
  #ghost(node, now, at) {
    const { look, left } = this.#lookOf({ ...node, state: "suspect" }, now);
    const isAway = look === "frozen" || look === "isolated";
    const isApart = this.#apart.has(node.id);
    const shown = isAway ? { look, left } : { look: isApart ? "apart" : "gone", left: 0 };
    const holdsApart = this.#holdersApart.has(node.id);
    const isFolding = !isApart && now - at >= ghostMs - foldingMs;
    return { ...node, ...shown, holder: false, holdsApart, isOwn: false, isGhost: true, isFolding };
  }

  #living(node, now) {
    const holdsApart = node.state === "suspect" && this.#holdersApart.has(node.id);
    return { ...node, isOwn: node.id === this.#own, holdsApart, ...this.#lookOf(node, now) };
  }

  #lookOf({ id, state }, now) {
    if (this.#dying.has(id)) return { look: "dying", left: 0 };
    const silent = state === "suspect";
    const left = (fault) => Math.max(0, ((this.#faults.get(`${id} ${fault}`) ?? 0) - now) / 1000);
    if (silent && left("freeze-node")) return { look: "frozen", left: left("freeze-node") };
    for (const [fault, look] of [["isolate-node", "isolated"], ["lossy-network", "lossy"]])
      if (left(fault)) return { look, left: left(fault) };
    return { look: !silent ? "alive" : this.#apart.has(id) ? "apart" : "suspect", left: 0 };
  }
}
