// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what nodes say in English. The window reads the same lists in the same way: engine/viewer/words/SentenceBook.cpp.

const deepest = 8; // a reason in a sentence may have a reason in it

const number = /^-?\d+(\.\d+)?( ms| s)?$/;
const leaders = { "": "sentence", ",": "number" };

/** An entry of a list, taken apart: `around` are the texts before, between and behind the holes of the English one. */
function formOf(english, other, isPart) {
  const pieces = english.split(/%([1-9])/);
  const around = pieces.filter((_, index) => index % 2 === 0);
  const holes = pieces.filter((_, index) => index % 2 === 1);
  const [, lead] = (english.startsWith("%1") && /^\{1(,?)\}/.exec(other)) || [];
  return { english, other, around, holes, isPart, leads: leaders[lead], length: around.join("").length };
}

const longestFirst = (a, b) => b.length - a.length || (a.english < b.english ? -1 : 1);

/**
 * What is in the holes, by their numbers; null if the text is of another form. Each hole has something in it: a sentence
 * that leads as much as possible, everything else as little as possible.
 */
function fillingOf({ around, holes, leads, length }, sent) {
  const last = holes.length;
  if (last === 0) return sent === around[0] ? new Map() : null;
  if (!sent.startsWith(around[0]) || !sent.endsWith(around[last])) return null;
  const filling = new Map();
  let begin = around[0].length;
  for (const [index, hole] of holes.entries()) {
    const next = around[index + 1];
    let end = sent.indexOf(next, begin + 1);
    if (index + 1 === last) end = sent.length - next.length;
    else if (leads === "sentence" && index === 0) end = sent.lastIndexOf(next, sent.length - length - (last - 1));
    if (end <= begin) return null;
    filling.set(hole, sent.slice(begin, end));
    begin = end + next.length;
  }
  return filling;
}

/**
 * Sentences as nodes send them, and what they are in another language. In the English ones "%1" to "%9" stand for what
 * changes. In the others "%1" is that as it came; "{1}" is that translated as well, if it is known; "{1+}" is a list of
 * such; and "{1,}" is a number with a decimal comma. Where several forms fit, the longest counts; but what begins with
 * another sentence that is known, or with a number, is read as that and the rest.
 */
export class SentenceBook {
  #leading;
  #plain;

  /** Both map English to the other language; `parts` are known only inside of others. */
  constructor(sentences, parts = {}) {
    const formsOf = (list, isPart) => Object.entries(list).map(([english, other]) => formOf(english, other, isPart));
    const forms = [...formsOf(sentences, false), ...formsOf(parts, true)].sort(longestFirst);
    this.#leading = forms.filter(({ leads }) => leads);
    this.#plain = forms.filter(({ leads }) => !leads);
  }

  /** The text itself if it is not known. */
  read(sent) {
    return this.#read(sent, false, deepest) ?? sent;
  }

  #read(sent, isInside, depth) {
    const readBy = (forms, isStrict) => {
      for (const form of forms) {
        const filling = form.isPart && !isInside ? null : fillingOf(form, sent);
        if (filling && (!isStrict || this.#isKnown(form, filling.get("1"), depth))) return this.#fill(form, filling, depth);
      }
      return null;
    };
    return readBy(this.#leading, true) ?? readBy(this.#plain, false) ?? readBy(this.#leading, false);
  }

  #isKnown({ leads }, sent, depth) {
    return leads === "number" ? number.test(sent) : this.#inside(sent, depth) !== null;
  }

  #inside(sent, depth) {
    return depth > 0 ? this.#read(sent, true, depth - 1) : null;
  }

  #fill({ other }, filling, depth) {
    const told = (sent) => this.#inside(sent, depth) ?? sent;
    return other.replace(/%([1-9])|\{([1-9])([,+]?)\}/g, (_, kept, hole, how) => {
      const sent = filling.get(kept ?? hole);
      if (kept) return sent;
      if (how === ",") return sent.replace(".", ",");
      return how === "+" ? sent.split(/(, )/).map((part, index) => (index % 2 === 0 ? told(part) : part)).join("") : told(sent);
    });
  }
}
