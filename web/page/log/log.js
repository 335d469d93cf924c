// SPDX-License-Identifier: GPL-3.0-or-later
import { SeenEvents } from "../feed/seen-events.js";

const most = 500;

const groups = {
  lease: "lease",
  fault: "fault",
  "engine-lost": "engine",
  restored: "engine",
  joined: "node",
  left: "node",
  silent: "node",
  heard: "node",
  behavior: "behavior",
  command: "command",
};

/** What kind of thing an event is, for the filter. */
export const groupOf = ({ kind }) => groups[kind] ?? "other";

/** All that was told, the newest first. Pure. */
export class Log {
  #say;
  #events = [];
  #seen = new SeenEvents();

  /** `say(text)` is what people read. */
  constructor(say = (text) => text) {
    this.#say = say;
  }

  /**
   * An event as nodes send it, which happened at an instant of this page's time: the wall clocks of two machines may be
   * hours apart. Returns whether it is new.
   */
  add(event, instant = event.at) {
    if (!this.#seen.add(event)) return false;
    const place = this.#events.findIndex((known) => known.instant <= instant);
    this.#events.splice(place < 0 ? this.#events.length : place, 0, { ...event, instant, told: this.#say(event.text) });
    this.#events.splice(most);
    return true;
  }

  /** The names of nodes that events are about, as people order them. */
  get nodes() {
    const names = new Set(this.#events.map(({ node }) => node).filter(Boolean));
    return [...names].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  }

  /** Those that contain all of the words, of that node and of that group; an empty one asks for nothing. */
  matching({ words = "", node = "", group = "" }) {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    return this.#events.filter((event) => {
      const text = `${event.node} ${event.told}`.toLowerCase();
      return (!node || event.node === node) && (!group || groupOf(event) === group) && wanted.every((word) => text.includes(word));
    });
  }
}
