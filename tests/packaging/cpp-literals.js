// SPDX-License-Identifier: GPL-3.0-or-later

const escapes = { n: "\n", t: "\t", r: "\r", 0: "\0" };
const unescaped = (text) => text.replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_, code, char) => (code ? String.fromCharCode(parseInt(code, 16)) : (escapes[char] ?? char)));

// Comments, raw texts, characters, and texts: one that is followed by another goes on in it.
const token = /\/\/[^\n]*|\/\*[^]*?\*\/|R"(\w*)\(([^]*?)\)\1"|'(?:[^'\\\n]|\\.)+'|"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*/g;

// What goes to the log, and the names of files to be included.
const isAside = (before) => /<<\s*$|\bq(?:C?)(?:Fatal|Critical|Warning|Info|Debug)\([^;"]*$|#include\s*$/.test(before);

/** The texts in a C++ source that may reach people; of raw ones, which are JavaScript, the texts in those. */
export function literalsOf(source) {
  return [...source.matchAll(token)].flatMap(({ 0: found, 2: raw, index }) => {
    if (raw !== undefined) return [...raw.replace(/\/\/[^\n]*/g, "").matchAll(/'((?:[^'\\\n]|\\.)*)'/g)].map(([, text]) => text);
    if (!found.startsWith('"') || isAside(source.slice(Math.max(0, index - 120), index))) return [];
    return [[...found.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text]) => unescaped(text)).join("")];
  });
}
