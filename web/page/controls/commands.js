// SPDX-License-Identifier: GPL-3.0-or-later
import { strings } from "../window/strings.js";

const patienceMs = 10_000;

/** A random UUID. crypto.randomUUID() only exists for pages over HTTPS or of the machine itself. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * Commands on their way. If a command's node goes away, it is sent to the next one under the same id, so it is done
 * once.
 */
export class Commands {
  #send;
  #node = null; // the one that this page is connected to
  #open = new Map(); // id → { message, sentTo, conclude }

  /** `send(message)` hands a message to the connected node. */
  constructor(send) {
    this.#send = send;
  }

  /** Resolves to { ok: true } or to { ok: false, status, detail }; never rejects. */
  order(command) {
    return new Promise((resolve) => {
      const id = uuid();
      const timer = setTimeout(() => this.#conclude(id, { ok: false, status: 504, detail: strings.noAnswer }), patienceMs);
      const conclude = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      const open = { message: { type: "command", id, ...command }, sentTo: null, conclude };
      this.#open.set(id, open);
      if (this.#node) this.#sendTo(this.#node, open);
    });
  }

  /** A node has greeted this page; from now on it handles the open commands. */
  connected(node) {
    this.#node = node;
    for (const [id, open] of this.#open) {
      // A command to break the very node that has fallen silent has done so. Others would only say that it is gone.
      const fellSilent = open.message.node === open.sentTo && open.sentTo !== node;
      if (open.sentTo && open.message.command === "fault" && fellSilent) this.#conclude(id, { ok: true });
      else this.#sendTo(node, open);
    }
  }

  lost() {
    this.#node = null;
  }

  /** Takes an `ack`, a `problem`, or what a node says of a session; `detail` of the outcome is in the page's language. */
  answer({ type, id, status, title, detail, role, who, pass }) {
    const isDone = type === "ack" || type === "session";
    const session = pass && { role, pass, ...(who && { who }) };
    this.#conclude(id, isDone ? { ok: true, ...(session && { session }) } : { ok: false, status, detail: strings.sentence(detail || title) });
  }

  #sendTo(node, open) {
    open.sentTo = node;
    this.#send(open.message);
  }

  #conclude(id, outcome) {
    this.#open.get(id)?.conclude(outcome);
    this.#open.delete(id);
  }
}
