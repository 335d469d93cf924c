// SPDX-License-Identifier: GPL-3.0-or-later
import { german } from "./strings.de.js";
import { english } from "./strings.en.js";

const tables = { en: english, de: german };
let spoken = "en";

/** Every text of the page in its language. */
export const strings = { ...english };

/** From now on the texts are those of another language, "en" or "de". All tables have the same keys. */
export function speak(language) {
  spoken = language;
  Object.assign(strings, tables[language]);
}

/** Fills in the texts of elements that name one: `data-text` as their content, `data-label` for screen readers. */
export function fillIn(root) {
  root.documentElement.lang = spoken;
  for (const found of root.querySelectorAll("[data-text]")) found.textContent = strings[found.dataset.text];
  for (const found of root.querySelectorAll("[data-label]")) found.ariaLabel = strings[found.dataset.label];
  for (const found of root.querySelectorAll("[data-placeholder]")) found.placeholder = strings[found.dataset.placeholder];
}
