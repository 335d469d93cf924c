// SPDX-License-Identifier: GPL-3.0-or-later

const buttons = new Set(); // of WeakRef: cards come and go
let isLocked = false;

const show = (button) => (button.ariaDisabled = isLocked ? "true" : null);

/** A button that commands: while commands need a token it bears a lock, and pressing it leads to where that is given. */
export function lockable(button) {
  buttons.add(new WeakRef(button));
  show(button);
  return button;
}

/** Whether commands need a token just now. */
export function setLocked(locked) {
  isLocked = locked;
  document.body.classList.toggle("locked", locked);
  for (const known of buttons) {
    const button = known.deref();
    if (button) show(button);
    else buttons.delete(known);
  }
}
