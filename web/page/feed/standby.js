// SPDX-License-Identifier: GPL-3.0-or-later
import { dial } from "./dial.js";

const helloMs = 2000; // a node that has not greeted by then is skipped
const pauseMs = { first: 1000, most: 30_000 }; // after nobody could be reached

/**
 * A second connection, to another node than the one that feeds the page: greeted, silent, ready to take over when that
 * one is gone. Keeps itself up, as long as there is another node.
 */
export class Standby {
  #candidates; // () → addresses of live feeds, the best first
  #unwanted = null; // id of the node that feeds the page
  #warm = null; // { address, socket, hello }
  #attempt = null; // gives up the one being dialled
  #timer;
  #pause = pauseMs.first;

  constructor(candidates) {
    this.#candidates = candidates;
  }

  /** The id of the standby node, or null. */
  get node() {
    return this.#warm?.hello.node ?? null;
  }

  /** From now on this node feeds the page; any other may stand by. */
  standBeside(node) {
    this.#unwanted = node;
    this.#pause = pauseMs.first;
    if (this.#warm?.hello.node === node) this.#drop();
    if (!this.#warm && !this.#attempt) this.#seek();
  }

  /** The reachable nodes have changed. */
  candidatesChanged() {
    if (this.#unwanted && !this.#warm && !this.#attempt) this.#seek();
  }

  /** Hands the connection over, { address, socket, hello }, or null. It is then the caller's. */
  take() {
    const warm = this.#warm?.socket.readyState === WebSocket.OPEN ? this.#warm : null;
    if (warm) warm.socket.onclose = null;
    else this.#drop();
    this.#warm = null;
    return warm;
  }

  #seek() {
    clearTimeout(this.#timer);
    this.#try([...this.#candidates()]);
  }

  #try([address, ...others]) {
    if (!address) {
      this.#attempt = null;
      this.#timer = setTimeout(() => this.#seek(), this.#pause);
      this.#pause = Math.min(2 * this.#pause, pauseMs.most);
      return;
    }
    this.#attempt = dial(address, {
      query: "?mode=standby",
      patienceMs: helloMs,
      onGone: () => this.#try(others),
      onHello: (greeted) => {
        if (greeted.hello.node !== this.#unwanted) return this.#keep(greeted);
        greeted.socket.close(); // one address may lead to several nodes
        this.#try(others);
      },
    });
  }

  #keep(warm) {
    this.#attempt = null;
    this.#warm = warm;
    this.#pause = pauseMs.first;
    warm.socket.onclose = () => {
      this.#warm = null;
      this.#seek();
    };
  }

  #drop() {
    if (!this.#warm) return;
    this.#warm.socket.onclose = null;
    this.#warm.socket.close();
    this.#warm = null;
  }
}
