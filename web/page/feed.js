// SPDX-License-Identifier: GPL-3.0-or-later

const helloMs = 2000; // a node that has not greeted by then is passed over
const staggerMs = 300; // before the next node is tried beside one that does not answer
const silenceMs = 2200; // at rest a message comes every 1.5 s, and the track reaches 3 s ahead
const mostNodes = 32;
const backoffMs = { first: 250, most: 4000 };

/** Where a node's live feed is, by the address of its page. */
export function feedAddress(pageUrl) {
  return new URL("live", pageUrl).href.replace(/^http/, "ws");
}

function drop(socket) {
  socket.onclose = socket.onmessage = null;
  socket.close();
}

/**
 * The live feed, from whichever node has one: from this page's own first, from another one it knows of when that
 * is gone or silent. Calls `onMessage(message)`, from each node first with its `hello`, and `onLost()`.
 */
export class Feed {
  #own;
  #known = [];
  #handlers;
  #active = null;
  #attempts = new Map(); // address → WebSocket that has not greeted yet
  #queue = []; // addresses still to be tried in this round
  #timers = {};
  #backoff = backoffMs.first;

  constructor(ownUrl, handlers) {
    this.#own = feedAddress(ownUrl);
    this.#handlers = handlers;
  }

  start() {
    this.#seek();
  }

  /** The cluster's nodes, by the addresses of their pages. */
  setNodes(urls) {
    // Those that left may come back, and when nobody is left they are all there is to try: the last few stay.
    const all = new Set([...urls.map(feedAddress), ...this.#known]);
    all.delete(this.#own);
    this.#known = [...all].slice(0, mostNodes);
  }

  /** Hands a message to the node that feeds this page, if there is one. */
  send(message) {
    this.#active?.socket.send(JSON.stringify(message));
  }

  /** Tries at once instead of waiting: the page can be seen again, or the network is back. */
  retryNow() {
    if (this.#active || this.#attempts.size > 0) return;
    this.#backoff = backoffMs.first;
    this.#seek();
  }

  // One round over all nodes. What is active meanwhile stays so until another one has greeted.
  #seek() {
    clearTimeout(this.#timers.retry);
    this.#queue = [this.#own, ...this.#known].filter(
      (address) => address !== this.#active?.address && !this.#attempts.has(address),
    );
    this.#tryNext();
  }

  #tryNext() {
    clearTimeout(this.#timers.stagger);
    const address = this.#queue.shift();
    if (address) {
      this.#open(address);
      this.#timers.stagger = setTimeout(() => this.#tryNext(), staggerMs);
    } else if (!this.#active && this.#attempts.size === 0) {
      this.#timers.retry = setTimeout(() => this.#seek(), this.#backoff * (0.75 + Math.random() / 2));
      this.#backoff = Math.min(2 * this.#backoff, backoffMs.most);
    }
  }

  #open(address) {
    const socket = new WebSocket(address);
    this.#attempts.set(address, socket);
    const late = setTimeout(() => this.#failed(address, socket), helloMs);
    socket.onclose = () => {
      clearTimeout(late);
      this.#failed(address, socket);
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type !== "hello") return;
      clearTimeout(late);
      this.#adopt(address, socket);
      this.#receive(message);
    };
  }

  #failed(address, socket) {
    if (this.#attempts.get(address) !== socket) return;
    this.#attempts.delete(address);
    drop(socket);
    this.#tryNext();
  }

  /** The first node that greets is taken, whatever else was under way. */
  #adopt(address, socket) {
    this.#attempts.delete(address);
    if (this.#active) drop(this.#active.socket);
    this.#active = { address, socket };
    this.#backoff = backoffMs.first;
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    socket.onclose = () => this.#lost();
  }

  #receive(message) {
    this.#giveUpSeeking();
    clearInterval(this.#timers.silence);
    this.#timers.silence = setInterval(() => this.#seek(), silenceMs);
    this.#handlers.onMessage(message);
  }

  #giveUpSeeking() {
    this.#queue = [];
    clearTimeout(this.#timers.stagger);
    this.#attempts.forEach(drop);
    this.#attempts.clear();
  }

  #lost() {
    clearInterval(this.#timers.silence);
    this.#active = null;
    this.#handlers.onLost();
    this.#seek();
  }
}
