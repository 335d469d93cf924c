// SPDX-License-Identifier: GPL-3.0-or-later

const buttons = new Set(); // of WeakRef: cards come and go
const kinds = new WeakMap(); // button → the kind of its command
let isLocked = false;
let idle = {}; // by kind of command: why it is not possible just now

function show(button) {
  const reason = idle[kinds.get(button)];
  button.ariaDisabled = (isLocked && kinds.get(button) !== "question") || reason ? "true" : null;
  if (reason) button.setAttribute("aria-description", reason);
  else button.removeAttribute("aria-description");
}

function showAll() {
  for (const known of buttons) {
    const button = known.deref();
    if (button) show(button);
    else buttons.delete(known);
  }
}

/**
 * A button that commands. While commands need a token it has a lock, and pressing it leads to where the token is
 * entered. While no node can carry out its `kind` of command, "flight" or "fault", it looks so, and pressing it says
 * why.
 */
export function lockable(button, kind) {
  buttons.add(new WeakRef(button));
  kinds.set(button, kind);
  show(button);
  return button;
}

/** A button that asks a node and commands nothing. While none answers it looks so, and pressing it only calls `say(why)`. */
export function asking(button, say) {
  lockable(button, "question");
  button.addEventListener("click", (event) => {
    if (!idle.question) return;
    event.stopImmediatePropagation();
    say(idle.question);
  }, { capture: true });
}

/** Whether commands need a token just now. */
export function setLocked(locked) {
  isLocked = locked;
  document.body.classList.toggle("locked", locked);
  showAll();
}

/** Why no command is possible just now, by its kind; empty if it is. */
export function setIdle(reasons) {
  idle = reasons;
  showAll();
}
