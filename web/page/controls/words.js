// SPDX-License-Identifier: GPL-3.0-or-later
import { button } from "./dom.js";
import { hint } from "./hint.js";
import { strings } from "../window/strings.js";

function explain(made, word) {
  made.setAttribute("aria-description", strings.words[word]);
  hint(made, () => [strings.words[word]]);
}

/** A word of the house that explains itself in one sentence when it is pointed at, focused or tapped. */
export function wordButton(word, text) {
  const made = button("explained", text);
  explain(made, word);
  return made;
}

/** Explains the words that are in the document: `data-explain` names them. */
export function explainWords(root) {
  for (const found of root.querySelectorAll("[data-explain]")) explain(found, found.dataset.explain);
}
