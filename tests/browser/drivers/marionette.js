// SPDX-License-Identifier: GPL-3.0-or-later
import { connect } from "node:net";
import { once } from "node:events";

/**
 * Firefox's own remote control, which takes WebDriver's commands over TCP: each message is its length in bytes, a colon, and
 * JSON. Firefox's packages bring no other.
 */
export class Marionette {
  #socket;
  #open = new Map(); // id → { resolve, reject }
  #pending = Buffer.alloc(0);
  #last = 0;

  static async connect(port) {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new Marionette(socket);
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on("data", (data) => this.#take(data));
    socket.on("close", () => this.#open.forEach(({ reject }) => reject(new Error("Firefox has ended"))));
  }

  send(name, parameters = {}) {
    const id = ++this.#last;
    const text = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#open.set(id, { resolve, reject }));
  }

  end() {
    this.#socket.destroy();
  }

  #take(data) {
    this.#pending = Buffer.concat([this.#pending, data]);
    for (;;) {
      const colon = this.#pending.indexOf(":");
      const end = colon + 1 + Number(this.#pending.subarray(0, Math.max(0, colon)));
      if (colon < 0 || this.#pending.length < end) return;
      const message = JSON.parse(this.#pending.subarray(colon + 1, end));
      this.#pending = this.#pending.subarray(end);
      if (Array.isArray(message)) this.#answer(...message); // else it is Firefox's greeting
    }
  }

  #answer(_, id, error, result) {
    const { resolve, reject } = this.#open.get(id);
    this.#open.delete(id);
    if (error) reject(new Error(`${error.error}: ${error.message}`));
    else resolve(result);
  }
}
