// SPDX-License-Identifier: GPL-3.0-or-later
// Every sentence that a node says to people has its German, and every German one is tried.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { SentenceBook } from "../../web/page/sent/sentence-book.js";
import { composing, hiddenFiles, hiddenTexts, rooms } from "./sentences-not-shown.js";
import { literalsOf } from "./cpp-literals.js";

const root = new URL("../../", import.meta.url).pathname;
const folder = "web/page/sent/de";
const lists = await Promise.all(readdirSync(join(root, folder)).map(async (file) => ({ file, ...(await import(join(root, folder, file))) })));
const merged = (kind) => Object.assign({}, ...lists.map((list) => list[kind] ?? {}));
const sentences = merged("sentences");
const parts = merged("parts");
const german = { ...sentences, ...parts };
const holesOf = (text) => [...text.matchAll(/%([1-9])|\{([1-9])[,+]?\}/g)].map(([, kept, read]) => kept ?? read);

test("the window can read the lists: they are JSON, and it has each", () => {
  const cmake = (room) => readFileSync(join(root, room, "CMakeLists.txt"), "utf8");
  for (const { file, sentences = {}, parts = {} } of lists) {
    const text = readFileSync(join(root, folder, file), "utf8");
    assert.deepEqual(JSON.parse(text.slice(text.indexOf(" = {") + 3, text.lastIndexOf("};") + 1)), { ...sentences, ...parts }, file);
    assert.match(cmake("gui"), new RegExp(`sent/de/${file}\\b`));
    assert.match(cmake("web"), new RegExp(`sent/de/${file}\\b`));
  }
});

test("no sentence is in two lists, and each German one has the same holes", () => {
  const all = lists.flatMap(({ sentences = {}, parts = {} }) => Object.keys({ ...sentences, ...parts }));
  assert.deepEqual(all.filter((text, index) => all.indexOf(text) !== index), []);
  for (const [english, other] of Object.entries(german)) {
    const holes = holesOf(english);
    assert.deepEqual(holes, holes.map((_, index) => String(index + 1)), english);
    assert.deepEqual(holesOf(other).sort(), holes, english);
    assert.doesNotMatch(english, /%\d%\d|^%\d$/, "holes that nothing parts");
    assert.notEqual(english, other);
  }
});

const cases = JSON.parse(readFileSync(join(root, "tests/vectors/sentences.json")));

test("each form has a case that fails without it", () => {
  const isTried = (form) => {
    const tried = cases.find((each) => each.form === form);
    const without = (list) => Object.fromEntries(Object.entries(list).filter(([english]) => english !== form));
    return tried && new SentenceBook(without(sentences), without(parts)).read(tried.sentence) !== tried.de;
  };
  assert.deepEqual(Object.keys(german).filter((form) => !isTried(form)), []);
  assert.deepEqual(cases.filter(({ form }) => form && !german[form]), [], "cases of forms that are gone");
});

/** The texts between the holes of a literal or a form. */
const piecesOf = (text) => text.split(/%\d/).map((piece) => piece.trim()).filter(Boolean);
const known = Object.keys(german).map(piecesOf);

/** Whether the pieces of a literal stand in a form, one after the other: a node may put more before or behind them. */
const isKnown = (literal) => {
  const wanted = piecesOf(literal);
  return known.some((pieces) => pieces.some((_, from) => wanted.every((piece, index) => pieces[from + index] === piece)));
};

const sourcesIn = (room) => room.endsWith(".cpp") ? [room] : readdirSync(join(root, room), { recursive: true }).map((name) => join(room, name));
const sources = rooms.flatMap(sourcesIn).filter((name) => /\.(cpp|h)$/.test(name));
const found = sources.flatMap((file) => literalsOf(readFileSync(join(root, file), "utf8")).map((text) => ({ file, text })));
const isMarkup = (text) => /^["; ]*<|[\w-]="|^[a-z]+\/[a-z]+; |-src '/.test(text);
const isSentence = (text) => /[A-Za-z]{2}/.test(text) && / /.test(text.trim()) && !isMarkup(text);

/** Whether a text that is put together with others stands in a form. */
const allForms = Object.keys(german).map((form) => form.replace(/%\d/g, "%"));
const middleOf = (literal) => literal.replace(/%\d/g, "%").replace(/^[% ,:]+|[% ,:]+$/g, "");
const isComposed = (literal) => allForms.some((form) => form.includes(middleOf(literal)));

test("every sentence in the sources of nodes has its German, or is known not to be shown", () => {
  const isIn = (files, { file }) => files.some((name) => file.startsWith(name));
  const isHidden = (each) => isIn(hiddenFiles, each) || hiddenTexts.some((hidden) => hidden === each.text.trim() || (hidden.test && hidden.test(each.text)));
  const isTranslated = (each) => isKnown(each.text) || (isIn(composing, each) && isComposed(each.text));
  const missing = found.filter((each) => isSentence(each.text) && !isHidden(each) && !isTranslated(each));
  assert.deepEqual(missing, [], `add them to ${folder} and to tests/vectors/sentences.json`);
});

test("nothing in the lists is said by no node any more", () => {
  const pieces = [...new Set(found.flatMap(({ text }) => piecesOf(text)))].filter((piece) => /[a-z]{2}/i.test(piece));
  const longestFirst = pieces.sort((a, b) => b.length - a.length);
  const rest = (form) => longestFirst.reduce((text, piece) => text.replaceAll(piece, ""), form);
  assert.deepEqual(Object.keys(german).filter((form) => /[a-z]{3}/i.test(rest(form))), []); // units are left
});

test("what is known not to be shown is still there", () => {
  const texts = found.map(({ text }) => text.trim());
  const isThere = (hidden) => texts.some((text) => text === hidden || (hidden.test && hidden.test(text)));
  assert.deepEqual(hiddenTexts.filter((hidden) => !isThere(hidden)), []);
  assert.deepEqual([...hiddenFiles, ...composing].filter((name) => !sources.some((file) => file.startsWith(name))), []);
});
