// SPDX-License-Identifier: GPL-3.0-or-later
import { button, element, setNote, setText } from "../controls/dom.js";
import { hint } from "../controls/hint.js";
import { KeyedList } from "../controls/list.js";
import { lockable } from "../controls/lock.js";
import { ignoreKeyRepeat } from "../controls/presses.js";
import { RovingFocus } from "../controls/roving.js";
import { strings } from "../window/strings.js";

/** The catalogue: flights, and what is made to fail. Even what cannot be selected can be asked for: the reason for the refusal is worth seeing. */
export class Behaviors {
  #flights;
  #failures;
  #select;
  #roving;

  /** `select(name, tryAgain, button)` is called when somebody wants another behaviour. */
  constructor(container, select) {
    this.#select = select;
    this.#roving = new RovingFocus(container, "[role=radio]");
    this.#flights = this.#makeGroup(container, strings.flights);
    this.#failures = this.#makeGroup(container, strings.madeToFail);
  }

  #makeGroup(container, title) {
    const items = element("div", "behavior-items");
    const heading = element("h3", "", title);
    heading.id = `behaviors-${container.childElementCount}`;
    const group = element("div", "behavior-group", heading, items);
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", heading.id);
    items.tabIndex = -1;
    container.append(group);
    const list = new KeyedList(items, ({ name }) => name, ({ name }) => this.#makeItem(name));
    return (entries) => {
      group.hidden = entries.length === 0;
      list.show(entries);
    };
  }

  /** Takes a `cluster` message. */
  show({ behaviors = [], behavior, on_trial: onTrial, last_good: lastGood, nodes }) {
    const entries = behaviors.map((entry) => {
      const current = entry.name === behavior;
      return { ...entry, current, onTrial: current && onTrial, lastGood, everywhere: entry.nodes?.length >= nodes.length };
    });
    this.#flights(entries.filter((entry) => !entry.made_to_fail));
    this.#failures(entries.filter((entry) => entry.made_to_fail));
    this.#roving.update();
  }

  #makeItem(name) {
    const label = element("span", "name");
    const state = element("span", "tag state");
    const source = element("span", "tag");
    const tags = element("span", "tags", state, source);
    const parts = [element("span", "dot"), label, tags, element("span", "trial-bar")];
    const choose = this.#makeButton("choose", () => this.#select(name, false, choose), ...parts);
    choose.dataset.behavior = name;
    choose.setAttribute("role", "radio");
    const whichOne = element("span", "unseen", ` ${name}`);
    hint(choose, () => [item.classList.contains("quarantined") && strings.words.quarantine]);
    const again = this.#makeButton("try-again", () => this.#select(name, true, again), strings.tryAgain, whichOne);
    again.dataset.tryAgain = name;
    const note = element("span", "note");
    note.id = `about-${name}`;
    const about = element("span", "note about");
    about.id = `description-${name}`;
    choose.setAttribute("aria-describedby", `${about.id} ${note.id}`);
    const foot = element("div", "foot", element("div", "notes", about, note), again);
    const item = element("div", "behavior", choose, foot);
    const update = (entry) => {
      item.classList.toggle("trial", Boolean(entry.onTrial));
      item.classList.toggle("quarantined", entry.quarantined);
      item.classList.toggle("unavailable", Boolean(entry.problem) && !entry.quarantined);
      choose.setAttribute("aria-checked", String(entry.current));
      setText(label, entry.new ? strings.newBehavior(name) : name);
      setText(source, strings.kind(entry));
      setNote(state, stateOf(entry));
      setNote(note, noteOf(entry));
      setNote(about, strings.description(entry.description ?? ""));
      again.hidden = !entry.quarantined;
      foot.hidden = about.hidden && note.hidden && again.hidden;
    };
    return { element: item, update };
  }

  #makeButton(className, run, ...children) {
    const made = lockable(button(className, ...children), "flight");
    made.addEventListener("click", run);
    ignoreKeyRepeat(made);
    return made;
  }
}

function stateOf({ current, onTrial, quarantined }) {
  if (onTrial) return strings.onTrial;
  if (quarantined) return strings.quarantined;
  return current ? strings.current : "";
}

function noteOf({ problem, quarantined, onTrial, lastGood, nodes, everywhere }) {
  if (problem) return strings.sentence(problem);
  if (quarantined) return strings.whyQuarantined;
  if (onTrial) return strings.onTrialWith(lastGood);
  return nodes?.length && !everywhere ? strings.onNodes(nodes) : "";
}
