// SPDX-License-Identifier: GPL-3.0-or-later
import { onDanger } from "../controls/danger.js";
import { button, element, setNote, setText } from "../controls/dom.js";
import { drawn } from "../controls/svg.js";
import { hint } from "../controls/hint.js";
import { lockable } from "../controls/lock.js";
import { sideBall } from "../sides/side-balls.js";
import { strings } from "../window/strings.js";
import { wordButton } from "../controls/words.js";

/**
 * A node's card: { element, slot, update(node) }; the ball goes into `slot`. `kill(button)` is called when somebody
 * really means it.
 */
export function makeCard(id, kill) {
  const link = element("a", "name");
  const sideMark = drawn("svg", { class: "side-mark", viewBox: "-26 -26 52 52", "aria-hidden": "true" }, sideBall());
  const slot = element("span", "ball-slot", sideMark);
  const holds = wordButton("lease", strings.holdsTheLease);
  const role = element("span", "role", holds);
  const roleApart = element("span", "role-apart");
  const follows = element("span", "follows", strings.follows);
  const state = element("span", "state");
  const own = element("span", "own", strings.thisNode);
  const age = element("span", "age");
  const viewers = element("span", "viewers");
  const away = element("span", "away");
  const notes = element("span", "notes", role, follows, own, roleApart, state, age, viewers, away);
  const action = makeAction(id, kill);
  const card = element("li", "node", slot, element("span", "who", link, notes), action.element);
  const update = (node) => {
    const { look, holder, holdsApart, isGhost } = node;
    const marks = [isGhost && "ghost", holder && "holder", holdsApart && "holds-apart", node.isOwn && "own-node", node.isFolding && "folding"];
    card.className = ["node", node.colorClass, look, ...marks].filter(Boolean).join(" ");
    // A node that is gone is only a memory.
    if (isGhost) delete card.dataset.node;
    else card.dataset.node = id;
    setName(link, node);
    if (isGhost || !node.url) link.removeAttribute("href");
    else link.href = node.url;
    role.hidden = isGhost || !holder;
    setText(holds, node.isAmongMany ? strings.isHolder : strings.holdsTheLease);
    follows.hidden = isGhost || holder || look !== "alive"; // a state says more
    own.hidden = !node.isOwn || (node.isAmongMany && holder); // the line above the scene says that, too
    setText(own, node.isAmongMany ? strings.thisNodeBriefly : strings.thisNode);
    setNote(roleApart, !holdsApart ? "" : node.isAmongMany ? strings.isHolderApart : strings.holdsTheLeaseApart);
    setNote(state, holdsApart && look === "apart" ? "" : strings.looks[look]?.(Math.ceil(node.left)) ?? "");
    setNote(age, isGhost ? "" : strings.age(node.age));
    setNote(viewers, isGhost || node.viewers === undefined ? "" : strings.viewers(node.viewers));
    setNote(away, awayOf(node));
    action.update(node);
  };
  return { element: card, slot, update };
}

/** A small card has room for a figure, or for something more important. */
function awayOf({ away, isAmongMany, holder, look }) {
  if (away === undefined || (isAmongMany && (holder || look !== "alive"))) return "";
  const text = strings.duration(away);
  return isAmongMany ? text : strings.roundTripFromHere(text);
}

// If the line is too short, it is best broken after the version.
function setName(link, { version, name }) {
  if (link.textContent === `${version}@${name}`) return;
  link.replaceChildren(element("span", "version", `${version}@`, document.createElement("wbr")), name);
  link.title = `${version}@${name}`;
}

function makeAction(id, kill) {
  const label = element("span", "label", strings.kill);
  const whom = element("span", "unseen");
  const made = lockable(button("kill danger", label, " ", whom), "fault");
  const about = element("span", "unseen", strings.orHold);
  about.id = `about-kill-${id}`;
  made.setAttribute("aria-describedby", about.id);
  let ends = ""; // what else it ends
  hint(made, () => [ends, strings.orHold]);
  onDanger(made, label, () => id, () => kill(made));
  const slot = element("span", "action");
  const update = (node) => {
    ends = !node.isOwn ? "" : node.isAlone ? strings.killOwnAlone : strings.killOwn;
    setText(whom, node.name);
    setText(about, [ends, strings.orHold].filter(Boolean).join(" "));
    // Removed, not hidden: then the list takes over its focus.
    if (Boolean(node.isGhost) === slot.hasChildNodes()) slot.replaceChildren(...(node.isGhost ? [] : [made, about]));
  };
  return { element: slot, update };
}
