// SPDX-License-Identifier: GPL-3.0-or-later
import { onDanger } from "../controls/danger.js";
import { button, element, setNote, setText } from "../controls/dom.js";
import { lockable } from "../controls/lock.js";
import { strings } from "../window/strings.js";

/**
 * A node's card: { element, slot, update(node) }; the ball goes into `slot`. `kill(button)` is called when somebody
 * really means it.
 */
export function makeCard(id, kill) {
  const link = element("a", "name");
  const slot = element("span", "ball-slot");
  const role = element("span", "role");
  const state = element("span", "state");
  const age = element("span", "age");
  const viewers = element("span", "viewers");
  const away = element("span", "away");
  const notes = element("span", "notes", role, state, age, viewers, away);
  const action = makeAction(id, kill);
  const card = element("li", "node", slot, element("span", "who", link, notes), action.element);
  const update = (node) => {
    const { look, holder, isGhost } = node;
    const marks = [isGhost && "ghost", holder && "holder", node.isFolding && "folding"];
    card.className = ["node", node.colorClass, look, ...marks].filter(Boolean).join(" ");
    // A node that is gone is only a memory.
    if (isGhost) delete card.dataset.node;
    else card.dataset.node = id;
    setName(link, node);
    if (isGhost || !node.url) link.removeAttribute("href");
    else link.href = node.url;
    setNote(role, isGhost ? "" : holder ? strings.runsTheEngine : strings.follows);
    setNote(state, strings.looks[look]?.(Math.ceil(node.left)) ?? "");
    setNote(age, isGhost ? "" : strings.age(node.age));
    setNote(viewers, isGhost || node.viewers === undefined ? "" : strings.viewers(node.viewers));
    setNote(away, node.away === undefined ? "" : strings.roundTripFromHere(strings.duration(node.away)));
    action.update(node);
  };
  return { element: card, slot, update };
}

// If the line is too short, it is best broken after the version.
function setName(link, { version, name }) {
  if (link.textContent !== `${version}@${name}`) link.replaceChildren(`${version}@`, document.createElement("wbr"), name);
}

// The page's own node cannot be killed from its own list: it has no such button at all.
function makeAction(id, kill) {
  const label = element("span", "label", strings.killThree);
  const whom = element("span", "unseen");
  const made = lockable(button("kill danger", label, " ", whom), "fault");
  made.title = strings.orHold;
  onDanger(made, label, () => id, () => kill(made));
  const own = element("span", "own", strings.thisNode);
  const slot = element("span", "action");
  const update = ({ name, isOwn, isGhost }) => {
    setText(whom, name);
    const wanted = isOwn ? own : isGhost ? null : made;
    if (slot.firstChild !== wanted) slot.replaceChildren(...(wanted ? [wanted] : []));
  };
  return { element: slot, update };
}
