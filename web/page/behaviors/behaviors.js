// SPDX-License-Identifier: GPL-3.0-or-later
import { button, element, setNote, setText } from "../controls/dom.js";
import { hint } from "../controls/hint.js";
import { KeyedList } from "../controls/list.js";
import { lockable } from "../controls/lock.js";
import { ignoreKeyRepeat } from "../controls/presses.js";
import { RovingFocus } from "../controls/roving.js";
import { strings } from "../window/strings.js";

/** The catalogue. Even what cannot be selected can be asked for: the reason for the refusal is worth seeing. */
export class Behaviors {
  #list;
  #select;
  #roving;

  /** `select(name, tryAgain, button)` is called when somebody wants another behaviour. */
  constructor(container, select) {
    this.#select = select;
    this.#roving = new RovingFocus(container, "[role=radio]");
    this.#list = new KeyedList(container, ({ name }) => name, ({ name }) => this.#makeItem(name));
  }

  /** Takes a `cluster` message. */
  show({ behaviors = [], behavior, on_trial: onTrial, last_good: lastGood, nodes }) {
    this.#list.show(
      behaviors.map((entry) => {
        const current = entry.name === behavior;
        return { ...entry, current, onTrial: current && onTrial, lastGood, everywhere: entry.nodes?.length >= nodes.length };
      }),
    );
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
    choose.setAttribute("aria-describedby", note.id);
    const foot = element("div", "foot", note, again);
    const item = element("div", "behavior", choose, foot);
    const update = (entry) => {
      item.classList.toggle("trial", Boolean(entry.onTrial));
      item.classList.toggle("quarantined", entry.quarantined);
      item.classList.toggle("unavailable", Boolean(entry.problem) && !entry.quarantined);
      choose.setAttribute("aria-checked", String(entry.current));
      setText(label, entry.new ? strings.newBehavior(name) : name);
      setText(source, strings.kind(entry.source, entry.everywhere));
      setNote(state, stateOf(entry));
      setNote(note, noteOf(entry));
      again.hidden = !entry.quarantined;
      foot.hidden = note.hidden && again.hidden;
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
  if (problem) return problem;
  if (quarantined) return strings.whyQuarantined;
  if (onTrial) return strings.onTrialWith(lastGood);
  return nodes?.length && !everywhere ? strings.onNodes(nodes) : "";
}
