// SPDX-License-Identifier: GPL-3.0-or-later
// Every text of the page is there in both languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { german } from "../../../web/page/window/strings.de.js";
import { english } from "../../../web/page/window/strings.en.js";

// Texts that are the same in both languages, and functions that put together what is translated elsewhere.
const same = [
  "revision", "unknown", "themeSystem", "cluster", "lanes.lease", "lanes.engine", "editorNameLabel", "chaos", "token", "duration",
  "atMs", "faultOn", "version", "zoomTo",
];

/** All texts of a table, each with its path: the text itself, or the function that makes it. */
function* textsOf(value, path = []) {
  if (value === null || typeof value !== "object") yield [path.join("."), value];
  else for (const [key, part] of Object.entries(value)) yield* textsOf(part, [...path, key]);
}

const shape = (table) => [...textsOf(table)].map(([path, text]) => `${path}: ${typeof text === "function" ? `function of ${text.length}` : typeof text}`);
const isKey = (path) => /^keyList\.\d+\.0$/.test(path);

test("both tables have the same texts, of the same kind", () => assert.deepEqual(shape(german).sort(), shape(english).sort()));

test("no text is empty", () => {
  for (const table of [english, german]) for (const [path, text] of textsOf(table)) assert.notEqual(text, "", path);
});

test("what is the same in both is meant to be", () => {
  const words = (text) => String(text).replace(/\s+/g, " ");
  const inGerman = new Map(textsOf(german));
  const equal = [...textsOf(english)].filter(([path, text]) => !isKey(path) && words(text) === words(inGerman.get(path))).map(([path]) => path);
  assert.deepEqual(equal.sort(), [...same].sort());
});

test("keys are the same keys", () => assert.deepEqual(german.keyList.map(([key]) => key), english.keyList.map(([key]) => key)));
