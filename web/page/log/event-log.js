// SPDX-License-Identifier: GPL-3.0-or-later
import { element, find, setNote, setText } from "../controls/dom.js";
import { onceAfterFrame } from "../controls/frame.js";
import { KeyedList } from "../controls/list.js";
import { sentElement } from "../controls/sent-text.js";
import { groupOf, Log } from "./log.js";
import { strings } from "../window/strings.js";

const mostShown = 100;

const keyOf = ({ at, node, text }) => `${at} ${node} ${text}`;

function option(value, text) {
  const made = element("option", "", text);
  made.value = value;
  return made;
}

/** What happened, to be read again: searched, and filtered by node and kind. */
export class EventLog {
  #log = new Log((text) => strings.sentence(text));
  #list = new KeyedList(find("event-list"), keyOf, (event) => makeLine(event));
  #nodes = "";
  #redraw = onceAfterFrame(() => this.#showAll());

  constructor() {
    find("log-kind").append(...Object.entries(strings.logKinds).map(([kind, text]) => option(kind, text)));
    for (const filter of ["log-words", "log-node", "log-kind"]) find(filter).addEventListener("input", () => this.#show());
    this.#show();
  }

  add(event, instant) {
    if (this.#log.add(event, instant)) this.#redraw();
  }

  #showAll() {
    this.#showNodes(this.#log.nodes);
    this.#show();
  }

  #showNodes(names) {
    if (names.join("\n") === this.#nodes) return;
    this.#nodes = names.join("\n");
    const { value } = find("log-node");
    find("log-node").replaceChildren(option("", strings.logAnyNode), ...names.map((name) => option(name, name)));
    find("log-node").value = names.includes(value) ? value : "";
  }

  #show() {
    const found = this.#log.matching({ words: find("log-words").value, node: find("log-node").value, group: find("log-kind").value });
    this.#list.show(found.slice(0, mostShown));
    setNote(find("log-empty"), found.length === 0 ? strings.logEmpty : "");
    setText(find("log-count"), strings.eventCount(found.length));
  }
}

function makeLine(event) {
  const time = element("time", "", strings.time(new Date(event.at)));
  time.dateTime = new Date(event.at).toISOString();
  const kind = element("span", "kind", strings.logKinds[groupOf(event)]);
  const line = element("li", event.level, time, kind, sentElement("span", "text", event.text));
  return { element: line, update() {} };
}
