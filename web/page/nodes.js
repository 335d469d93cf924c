// SPDX-License-Identifier: GPL-3.0-or-later
import { button, element, setNote, setText } from "./dom.js";
import { KeyedList } from "./list.js";
import { onThreePresses } from "./presses.js";
import { strings } from "./strings.js";

/** The nodes as the one that this page is connected to sees them, itself first; the others can be killed. */
export class Nodes {
  #list;
  #kill;
  #own = null;
  #nodes = [];
  #viewers = {};
  #askedToDie = new Set();

  /** `kill(id, button)` is called when somebody really means it. */
  constructor(container, kill) {
    this.#kill = kill;
    this.#list = new KeyedList(container, ({ id }) => id, (node) => this.#makeItem(node));
  }

  show(nodes, own) {
    this.#nodes = nodes;
    this.#own = own;
    const ids = new Set(nodes.map(({ id }) => id));
    this.#askedToDie.forEach((id) => ids.has(id) || this.#askedToDie.delete(id));
    this.#refresh();
  }

  /** How many viewers each node has, by its id. */
  showViewers(counts) {
    this.#viewers = counts;
    this.#refresh();
  }

  /** The node's card says so until it is gone, or until it turns out that it is not to be. */
  setAskedToDie(id, isAsked) {
    if (isAsked) this.#askedToDie.add(id);
    else this.#askedToDie.delete(id);
    this.#refresh();
  }

  #refresh() {
    this.#list.show(this.#nodes);
  }

  #makeItem({ id }) {
    const link = element("a", "name");
    const holder = element("span", "unseen", strings.movesTheBall);
    const state = element("span", "note state");
    const viewers = element("span", "note viewers");
    const notes = element("span", "notes", state, viewers);
    const kill = this.#makeKill(id);
    const item = element("li", "node", element("span", "mark"), element("span", "who", link, holder, notes), kill.button);
    item.dataset.node = id;
    const update = (node) => {
      const dies = this.#askedToDie.has(id);
      item.classList.toggle("holder", node.holder);
      item.classList.toggle("suspect", node.state === "suspect");
      item.classList.toggle("dying", dies);
      setText(link, `${node.version}@${node.name}`);
      link.href = node.url;
      holder.hidden = !node.holder;
      setNote(state, this.#stateOf(node, dies));
      setNote(viewers, id in this.#viewers ? strings.viewers(this.#viewers[id]) : "");
      kill.update(node, id === this.#own);
    };
    return { element: item, update };
  }

  // The page's own node is not killed from its own list: it has no such button at all.
  #makeKill(id) {
    const label = element("span", "label", strings.killThree);
    const whom = element("span", "unseen");
    const made = button("kill danger", label, " ", whom);
    onThreePresses(made, label, () => id, () => this.#kill(id, made));
    const slot = element("span", "action");
    const update = (node, isOwn) => {
      setText(whom, node.name);
      if (isOwn) made.remove();
      else if (!made.parentNode) slot.append(made);
    };
    return { button: slot, update };
  }

  #stateOf(node, dies) {
    if (dies) return strings.askedToDie;
    if (node.state === "suspect") return strings.silent;
    return node.id === this.#own ? strings.thisNode : "";
  }
}
