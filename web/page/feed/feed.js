// SPDX-License-Identifier: GPL-3.0-or-later
import { feedAddress } from "./addresses.js";
import { dial } from "./dial.js";
import { understood } from "./messages.js";
import { Standby } from "./standby.js";

const helloMs = 6000; // a node that has not greeted by then is skipped; after many failures Chromium itself waits 5 s
const staggerMs = 300; // before the next node is tried beside one that does not answer
const silenceMs = 2600; // at rest a message comes every 2 s, and the track then reaches 3 s ahead
const mostNodes = 32;
const backoffMs = { first: 250, most: 4000 };

function drop(socket) {
  socket.onclose = socket.onmessage = null;
  socket.close();
}

/**
 * The live feed, from whichever node has one. When the node that feeds the page is gone or silent, the standby takes
 * over at once. Without a standby all known nodes are tried, this page's own address first. Calls `onMessage(message)`,
 * from each node first with its `hello`, and `onLost(since)` when nobody is left for now, with when the last one was
 * heard (performance.now()). If the node that was silent is the first to be heard again, its `hello` comes once more.
 */
export class Feed {
  #own;
  #known = [];
  #handlers;
  #active = null;
  #attempts = new Map(); // address → function that gives it up: those being dialled
  #queue = []; // addresses still to be tried in this round
  #timers = {};
  #heardAt = performance.now();
  #backoff = backoffMs.first;
  #standby = new Standby(() => this.#besides(this.#active?.address));

  constructor(ownUrl, handlers) {
    this.#own = feedAddress(ownUrl);
    this.#handlers = handlers;
  }

  /** The id of the standby node, or null. */
  get standby() {
    return this.#standby.node;
  }

  start() {
    this.#seek();
  }

  /** The cluster's nodes, by the addresses of their pages, the most likely to answer first. */
  setNodes(urls) {
    // Some nodes have no usable address. An encrypted page may only open encrypted connections.
    const usable = urls.filter(Boolean).map(feedAddress).filter((url) => url.startsWith("wss:") || this.#own.startsWith("ws:"));
    // Nodes that left may come back, and when nobody is left they are all there is to try: the last few stay.
    const all = new Set([...usable, ...this.#known]);
    all.delete(this.#own);
    this.#known = [...all].slice(0, mostNodes);
    this.#standby.candidatesChanged();
  }

  /** Hands a message to the node that feeds this page, if there is one. */
  send(message) {
    const socket = this.#active?.socket;
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  /** Tries at once instead of waiting: the page can be seen again, or the network is back. */
  retryNow() {
    if (this.#active) return;
    this.#backoff = backoffMs.first;
    this.#seek();
  }

  // Behind a load balancer the page's own address may lead to another node too: here it comes last.
  #besides(address) {
    return [...this.#known.filter((known) => known !== address), this.#own];
  }

  // One round over all nodes. The active connection stays until another node has greeted.
  #seek() {
    clearTimeout(this.#timers.retry);
    this.#timers.retry = undefined;
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
    } else if (!this.#active && !this.#timers.retry) {
      this.#timers.retry = setTimeout(() => this.#seek(), this.#backoff * (0.75 + Math.random() / 2));
      this.#backoff = Math.min(2 * this.#backoff, backoffMs.most);
    }
  }

  #open(address) {
    const giveUp = dial(address, {
      patienceMs: helloMs,
      onGone: () => {
        this.#attempts.delete(address);
        this.#tryNext();
      },
      onHello: (greeted) => {
        this.#attempts.delete(address); // the first that greets is taken, whatever else was in progress
        this.#activate(greeted);
        this.#greeted();
      },
    });
    this.#attempts.set(address, giveUp);
  }

  #activate({ address, socket, hello }) {
    if (this.#active) drop(this.#active.socket);
    this.#active = { address, socket, hello, isMissed: true };
    socket.onclose = () => this.#lost();
  }

  #greeted() {
    const { socket, hello } = this.#active;
    this.#backoff = backoffMs.first;
    socket.onmessage = ({ data }) => this.#receive(data);
    this.#heard();
    this.#standby.standBeside(hello.node);
  }

  #receive(data) {
    this.#heard();
    const message = understood(data);
    if (message) this.#handlers.onMessage(message);
  }

  /** It speaks, for the first time or again after its loss was reported: then its hello comes first. */
  #heard() {
    this.#heardAt = performance.now();
    this.#giveUpSeeking();
    clearTimeout(this.#timers.silence);
    this.#timers.silence = setTimeout(() => this.#fellSilent(), silenceMs);
    if (!this.#active.isMissed) return;
    this.#active.isMissed = false;
    this.#handlers.onMessage(this.#active.hello);
  }

  #giveUpSeeking() {
    this.#queue = [];
    clearTimeout(this.#timers.stagger);
    clearTimeout(this.#timers.retry);
    this.#timers.retry = undefined;
    this.#attempts.forEach((giveUp) => giveUp());
    this.#attempts.clear();
  }

  #lost() {
    clearTimeout(this.#timers.silence);
    this.#active = null;
    if (this.#rouseStandby()) return;
    this.#handlers.onLost(this.#heardAt);
    this.#seek();
  }

  #fellSilent() {
    if (this.#rouseStandby()) return;
    this.#timers.silence = setTimeout(() => this.#fellSilent(), silenceMs);
    this.#active.isMissed = true;
    this.#handlers.onLost(this.#heardAt);
    this.#seek();
  }

  /**
   * The standby feeds the page from now on. It greeted long ago, so it counts only once it is heard now; if that takes
   * long, others are tried beside it.
   */
  #rouseStandby() {
    const warm = this.#standby.take();
    if (!warm) return false;
    this.#activate(warm);
    warm.socket.onmessage = ({ data }) => {
      this.#greeted();
      this.#receive(data);
    };
    warm.socket.send(JSON.stringify({ type: "watch" }));
    this.#timers.silence = setTimeout(() => this.#fellSilent(), staggerMs);
    return true;
  }
}
