// SPDX-License-Identifier: GPL-3.0-or-later

const buttons = new Set(); // of WeakRef: cards come and go
const kinds = new WeakMap(); // button → what it commands
let isLocked = false;
let idle = {}; // by kind of command: why it cannot be carried out just now

function show(button) {
  const reason = idle[kinds.get(button)];
  button.ariaDisabled = isLocked || reason ? "true" : null;
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
 * A button that commands: while commands need a token it bears a lock, and pressing it leads to where that is given; while no
 * node could carry out its `kind` of command, "flight" or "fault", it looks so, and pressing it tells why.
 */
export function lockable(button, kind) {
  buttons.add(new WeakRef(button));
  kinds.set(button, kind);
  show(button);
  return button;
}

/** Whether commands need a token just now. */
export function setLocked(locked) {
  isLocked = locked;
  document.body.classList.toggle("locked", locked);
  showAll();
}

/** Why no command can be carried out just now, by its kind; empty where it can. */
export function setIdle(reasons) {
  idle = reasons;
  showAll();
}
