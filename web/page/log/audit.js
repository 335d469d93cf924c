// SPDX-License-Identifier: GPL-3.0-or-later

const pauseMs = 1000;
const mostAtOnce = 150; // the log remembers some more

/** An entry of the audit as an event of the log, or null if it cannot be shown. Pure. */
export function auditEvent({ at, text, status }) {
  if (typeof at !== "number" || typeof status !== "number" || typeof text !== "string") return null;
  return { at, text, node: "", kind: "command", level: status < 400 ? "info" : "warning" };
}

/** What was done or tried at the node that this page came from, for operators: asked for when there may be news. */
export class Audit {
  #ask;
  #add;
  #timer = null;
  #last = 0;

  /** `ask(since)` resolves to the document, or to anything else if it may not be seen; `add(event)` gets each entry. */
  constructor(ask, add) {
    this.#ask = ask;
    this.#add = add;
  }

  /** There may be news. */
  look() {
    this.#timer ??= setTimeout(() => this.#read(), pauseMs);
  }

  async #read() {
    const entries = await this.#ask(this.#last);
    this.#timer = null;
    if (!Array.isArray(entries)) return;
    for (const event of entries.slice(-mostAtOnce).map(auditEvent)) {
      if (!event) continue;
      this.#last = Math.max(this.#last, event.at);
      this.#add(event);
    }
  }
}
