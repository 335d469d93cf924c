// SPDX-License-Identifier: GPL-3.0-or-later
import { LostNodes } from "./lost-nodes.js";
import { SideFeed } from "./side-feed.js";
import { Sides } from "./sides.js";

const most = 2; // feeds at a time
const isListed = (view, id) => Boolean(view?.nodes.some((node) => node.id === id && node.state !== "suspect"));

/**
 * Looks for the other sides of a partition: asks lost nodes, a few at a time, while the page can be seen. Calls
 * `onChange(view)` with what Sides says whenever that has changed.
 */
export class SideFeeds {
  #sides = new Sides();
  #lost = new LostNodes();
  #feeds = new Map(); // id → { feed, view }
  #own = null;
  #onChange;
  #told = "";

  constructor(onChange) {
    this.#onChange = onChange;
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** The last `cluster` message of the node that feeds the page; null while none does. */
  noteOwn(message) {
    const now = performance.now();
    this.#own = message;
    if (message) this.#lost.note(message.nodes, now);
    this.#sides.noteOwn(message, now);
    this.look();
  }

  /** Call it a few times a second. */
  look() {
    const now = performance.now();
    for (const id of this.#feeds.keys()) if (document.hidden || !this.#own || !this.#lost.has(id)) this.#close(id, now);
    if (this.#own && !document.hidden) this.#askNext(now);
    const view = this.#sides.at(now);
    const told = JSON.stringify(view);
    if (told === this.#told) return;
    this.#told = told;
    this.#onChange(view);
  }

  /** Where the ball of a side is at a time, by the node that tells of it; null if that is not known. */
  ballAt(node, time) {
    return this.#feeds.get(node)?.feed.at(time) ?? null;
  }

  /** The ids of the nodes that are being asked. */
  get asked() {
    return [...this.#feeds.keys()];
  }

  #askNext(now) {
    if (this.#feeds.size >= most) return;
    const isKnown = (id) => this.#feeds.has(id) || [...this.#feeds.values()].some(({ view }) => isListed(view, id));
    const node = this.#lost.next(now, isKnown);
    if (node && mayOpen(node.url)) this.#open(node);
    else if (node) this.#lost.failed(node.id, now);
  }

  #open({ id, url }) {
    const side = { view: null };
    this.#feeds.set(id, side);
    side.feed = new SideFeed({ id, url }, {
      onHello: () => this.#lost.answered(id),
      onView: (view) => {
        side.view = view;
        this.#sides.noteOther(id, view, performance.now());
        this.look();
      },
      onFlight: (end) => this.#sides.noteFlight(id, end, performance.now()),
      onGone: () => {
        this.#close(id, performance.now());
        this.#lost.failed(id, performance.now());
      },
    });
  }

  #close(id, now) {
    this.#feeds.get(id)?.feed.close();
    this.#feeds.delete(id);
    this.#sides.forget(id, now);
  }
}

// An encrypted page may only open encrypted connections.
function mayOpen(url) {
  return location.protocol !== "https:" || url.startsWith("https:");
}
