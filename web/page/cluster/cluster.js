// SPDX-License-Identifier: GPL-3.0-or-later
import { unit } from "../controls/dom.js";
import { HolderBall } from "./holder-ball.js";
import { LinkLines } from "./links.js";
import { onceAfterFrame } from "../controls/frame.js";
import { KeyedList } from "../controls/list.js";
import { makeCard } from "./nodecard.js";
import { few, fewWithin, NodeStates } from "./nodestates.js";

const leastWidth = 320; // units, for cards in two columns with their links between them
const narrow = matchMedia("(max-width: 719px)"); // there a list leaves more of the rest in sight
const besideScene = matchMedia("(min-width: 1280px)");

/**
 * The cluster, drawn: a card for each node, joined by links, with the ball on the card of the node that runs the
 * engine.
 */
export class Cluster {
  #ground;
  #container;
  #time;
  #states = new NodeStates();
  #cards = new Map(); // id → the result of makeCard
  #list;
  #palette;
  #ball;
  #lines;
  #links = [];
  #viewers = {};
  #own = null;
  #heldAt = null; // an instant of cluster time, while no node sends anything
  #ends = []; // the cards that links join; none where there is no room for lines
  #redraw = onceAfterFrame(() => this.refresh());
  #redrawLines = onceAfterFrame(() => this.#lines.show(this.#links, this.#ends)); // a frame later, once the cards have their places

  /** `time` is the cluster's, `palette` gives nodes their colours; `kill(id, button)` is called when somebody really means it. */
  constructor(container, time, palette, kill) {
    this.#container = container;
    this.#ground = container.parentElement;
    this.#time = time;
    this.#palette = palette;
    this.#ball = new HolderBall(this.#ground);
    this.#lines = new LinkLines(this.#ground);
    this.#list = new KeyedList(container, ({ id }) => id, ({ id }) => {
      const card = makeCard(id, (button) => kill(id, button));
      this.#cards.set(id, card);
      return card;
    });
    new ResizeObserver(() => this.#redraw()).observe(this.#ground);
  }

  /** Takes a `cluster` message from the node with the id `own`. */
  show({ nodes }, own) {
    this.#own = own;
    this.#states.noteCluster(nodes, own, this.#time.now);
    this.#redraw();
  }

  /** Takes the other sides of a partition, as Sides has them. */
  showSides(others) {
    for (const { nodes } of others) for (const { id, name } of nodes) if (!this.#palette.nameOf(id)) this.#palette.note(id, name);
    this.#states.noteSides(others);
    this.#redraw();
  }

  /** How many viewers each node has, by its id. */
  showViewers(counts) {
    this.#viewers = counts;
    this.#redraw();
  }

  showLinks(links) {
    this.#links = links;
    this.#redraw();
  }

  /** One link is new, or its round trip has changed. */
  showLink(link) {
    this.showLinks([...this.#links.filter(({ a, b }) => a !== link.a || b !== link.b), link]);
  }

  /** A fault was injected at an instant of this page's time. */
  noteFault(event, at) {
    this.#states.noteFault(event, at);
  }

  setAskedToDie(id, isAsked) {
    this.#states.setAskedToDie(id, isAsked);
    this.#redraw();
  }

  /** While no node sends anything everything stays as it was: nobody knows better. */
  hold(isHeld) {
    this.#heldAt = isHeld ? this.#time.now : null;
    this.#redraw();
  }

  get #now() {
    return this.#heldAt ?? this.#time.now;
  }

  get #few() {
    return besideScene.matches ? fewWithin(innerHeight / unit()) : few;
  }

  /** Ages and countdowns go on: call it a few times a second. */
  refresh() {
    const now = this.#now;
    const wall = this.#time.wall - (this.#time.now - now);
    this.#ball.remember();
    const most = this.#few;
    const shown = this.#states.cards(now, most);
    const isDrawn = !narrow.matches && shown.length <= most && this.#ground.clientWidth >= leastWidth * unit();
    this.#ground.classList.toggle("drawn", isDrawn);
    const isAmongMany = shown.length > most;
    const isAlone = shown.filter(({ isGhost }) => !isGhost).length === 1;
    this.#ground.classList.toggle("many", isAmongMany);
    this.#list.show(shown.map((node) => ({ ...this.#withFigures(node, wall, isDrawn), isAmongMany, isAlone })));
    for (const id of this.#cards.keys()) if (!shown.some((node) => node.id === id)) this.#cards.delete(id);
    this.#ball.show(this.#cards.get(shown.find(({ holder }) => holder)?.id)?.slot);
    this.#ends = isDrawn ? shown.map((node) => this.#end(node)) : [];
    this.#redrawLines();
  }

  #end({ id, look, holder, isGhost }) {
    return { id, look, holder, isGhost, element: this.#cards.get(id).element };
  }

  #withFigures(node, wall, isDrawn) {
    const joins = ({ a, b }) => (a === node.id && b === this.#own) || (b === node.id && a === this.#own);
    const away = isDrawn || node.isGhost ? undefined : this.#links.find(joins)?.round_trip_ms;
    return { ...node, colorClass: this.#palette.classOf(node.id), age: wall / 1000 - node.started_at, viewers: this.#viewers[node.id], away };
  }
}
