// SPDX-License-Identifier: GPL-3.0-or-later
import { onDanger } from "../controls/danger.js";
import { button, element, find, setText } from "../controls/dom.js";
import { hint } from "../controls/hint.js";
import { KeyedList } from "../controls/list.js";
import { load } from "../feed/load.js";
import { lockable } from "../controls/lock.js";
import { faults } from "../feed/messages.js";
import { ignoreKeyRepeat } from "../controls/presses.js";
import { whileUnderWay } from "../controls/progress.js";
import { strings } from "../window/strings.js";

const anyHolder = ""; // of the choice: whichever node holds the lease

/** The faults that nodes know, as they send them, and a choice of the node to break. */
export class Faults {
  #list;
  #targets;
  #order;
  #holder = null;
  #isAlone = false;
  #all = [];
  #descriptions = []; // each writes what a screen reader says of a button

  /** `order(fault, node, button)` is called when somebody really means it; `fault` is as it is listed. */
  constructor(order) {
    this.#order = order;
    this.#list = new KeyedList(find("faults"), ({ fault }) => fault, (fault) => this.#makeItem(fault));
    this.#targets = new KeyedList(find("fault-node"), ({ id }) => id, makeOption);
    find("load-faults").addEventListener("click", ({ currentTarget }) => whileUnderWay(currentTarget, () => this.load()));
  }

  /** Asks the page's own node for the list, unless it is already there. A loaded list stays when that node is gone. */
  async load() {
    if (this.#all.length > 0) return;
    const answer = await load("api/v1/faults");
    this.#all = (faults(answer) ?? []).map(strings.fault);
    this.#list.show(this.#all);
    // Where faults are switched off there is nothing to press for them: no kill switch, and no tour, which breaks things.
    const isOff = Array.isArray(answer) && answer.length === 0;
    document.body.classList.toggle("no-faults", isOff);
    if (isOff) setText(find("tagline"), strings.taglineWithoutFaults);
    const isMissing = this.#all.length === 0 && !isOff;
    if (!isMissing && document.activeElement === find("load-faults")) find("faults").querySelector("button").focus();
    find("faults-missing").hidden = !isMissing;
  }

  /** A fault's title for people. */
  titleOf(name) {
    return this.#all.find(({ fault }) => fault === name)?.title ?? name;
  }

  /** Takes a `cluster` message. */
  showCluster({ nodes, holder }) {
    this.#holder = holder;
    this.#isAlone = nodes.length === 1;
    for (const describe of this.#descriptions) describe();
    this.#targets.show([{ id: anyHolder, name: strings.theHolder }, ...nodes]);
  }

  // A fault is always aimed at one node: sent again to another node it must not hit that one.
  #target() {
    return find("fault-node").value || this.#holder;
  }

  #makeItem(fault) {
    const { fault: name, dangerous, title, what, see, seconds } = fault;
    const label = element("span", "unseen");
    const press = button(dangerous ? "fault compact danger" : "fault compact", element("span", "name", strings.faultBriefs[name] ?? title), " ", label);
    lockable(press, "fault").dataset.fault = name;
    const lines = () => [strings.faultTitle(title, seconds), what, (this.#isAlone && strings.faultAlone[name]) || see, dangerous && strings.orHold];
    const about = element("span", "unseen");
    const describe = () => setText(about, lines().filter(Boolean).join(" "));
    describe();
    this.#descriptions.push(describe);
    about.id = `about-${name}`;
    press.setAttribute("aria-describedby", about.id);
    hint(press, lines);
    const run = (node) => this.#order(fault, node, press);
    if (dangerous) {
      onDanger(press, label, () => this.#target(), run);
    } else {
      press.addEventListener("click", () => run(this.#target()));
      ignoreKeyRepeat(press);
    }
    return { element: element("li", "", press, about), update: () => {} };
  }
}

function makeOption({ id }) {
  const option = element("option", "");
  option.value = id;
  return { element: option, update: ({ name }) => setText(option, name) };
}
