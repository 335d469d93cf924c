// SPDX-License-Identifier: GPL-3.0-or-later
import { feedAddress } from "../feed/addresses.js";
import { dial } from "../feed/dial.js";
import { Flight } from "../feed/flight.js";
import { understood } from "../feed/messages.js";
import { TickQuestions } from "../feed/ticks.js";

const patienceMs = 4000; // to greet
const silenceMs = 2600; // as for the node that feeds the page

/**
 * The live feed of one lost node, with the flight that it tells of. Calls `onView(message)` with each `cluster` message,
 * `onFlight(end)` with the time (performance.now()) that the known flight reaches, `onHello()` once, and `onGone()` when
 * it does not answer, is somebody else, or has ended.
 */
export class SideFeed {
  #flight = new Flight();
  #handlers;
  #giveUp;
  #socket = null;
  #silence;
  #ticks = new TickQuestions((message) => this.#socket.send(JSON.stringify(message)), (...answer) => this.#flight.sampleTick(...answer));

  constructor({ id, url }, handlers) {
    this.#handlers = handlers;
    this.#giveUp = dial(feedAddress(url), {
      patienceMs,
      onGone: () => handlers.onGone(),
      onHello: ({ socket, hello }) => this.#greeted(socket, hello, id),
    });
  }

  /** Where the other side's ball is at a time, or null. */
  at(time) {
    const tick = this.#flight.tickAt(time);
    return tick === undefined ? null : this.#flight.positionAt(tick);
  }

  close() {
    this.#giveUp();
    clearTimeout(this.#silence);
    this.#ticks.end();
    if (!this.#socket) return;
    this.#socket.onclose = this.#socket.onmessage = null;
    this.#socket.close();
  }

  #greeted(socket, hello, id) {
    this.#socket = socket;
    if (hello.node !== id) return this.#end();
    this.#flight.setTickLength(hello.tick_ms);
    socket.onclose = () => this.#end();
    socket.onmessage = ({ data }) => this.#receive(understood(data));
    this.#heard();
    this.#ticks.begin();
    this.#handlers.onHello();
  }

  #receive(message) {
    this.#heard();
    const now = performance.now();
    if (message?.type === "cluster") this.#handlers.onView(message);
    if (message?.type === "tick") this.#ticks.take(message, now);
    if (message?.type !== "track") return;
    this.#flight.update(message, now);
    this.#handlers.onFlight(now + (message.end - message.now) * this.#flight.tickMs);
  }

  #heard() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end(), silenceMs);
  }

  #end() {
    this.close();
    this.#handlers.onGone();
  }
}
