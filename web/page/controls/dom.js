// SPDX-License-Identifier: GPL-3.0-or-later

export const find = (id) => document.getElementById(id);

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function button(className, ...children) {
  const made = element("button", className, ...children);
  made.type = "button";
  return made;
}

/** Pixels per unit of the drawings: a sixteenth of the root's font size, so that a wall display gets them larger. */
export const unit = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Does nothing if the text is the same: selections stay, and screen readers do not repeat it. */
export function setText(shown, text) {
  if (shown.textContent !== String(text)) shown.textContent = text;
}

/** A text whose figures are not parted from their units. */
export const unbroken = (text) => text.replace(/(\d) (?=(?:ms|s|min|h)\b)/g, "$1\u00a0");

/** A text, hidden if it is empty. */
export function setNote(shown, text) {
  setText(shown, text);
  shown.hidden = !text;
}
