// SPDX-License-Identifier: GPL-3.0-or-later
import { element, setNote } from "./dom.js";
import { strings } from "../window/strings.js";

/**
 * Shows texts of nodes, a line each, in the page's language; hidden if there are none. What is not known stays English, and
 * screen readers are told so.
 */
export function setSent(shown, ...sent) {
  const told = sent.map((text) => strings.sentence(text)).join("\n");
  setNote(shown, told);
  if (told === sent.join("\n")) shown.lang = "en";
  else shown.removeAttribute("lang");
}

/** An element with such a text. */
export function sentElement(name, className, sent) {
  const made = element(name, className);
  setSent(made, sent);
  return made;
}
