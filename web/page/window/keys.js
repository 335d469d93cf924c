// SPDX-License-Identifier: GPL-3.0-or-later

const typing = "input:not([type=radio]), textarea, select, [contenteditable], [data-typing]";

/** Calls `actions[key]()` for a key that is pressed alone, unless somebody types or a dialog is open. */
export function onKeys(actions) {
  addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
    const action = Object.hasOwn(actions, event.key.toLowerCase()) && actions[event.key.toLowerCase()];
    if (!action || !isPlain || event.target.matches?.(typing) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    action();
  });
}

/** Goes to the first of a part's controls. */
export function goTo(part, preferred) {
  const control = part.querySelector(preferred) ?? part.querySelector("button, a[href], select, [tabindex]");
  control?.focus();
}
