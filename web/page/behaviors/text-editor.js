// SPDX-License-Identifier: GPL-3.0-or-later
import {
  Decoration, EditorState, EditorView, HighlightStyle, StateEffect, StateField, bracketMatching, defaultKeymap, drawSelection,
  highlightActiveLine, history, historyKeymap, indentOnInput, indentUnit, javascriptLanguage, keymap, lineNumbers, syntaxHighlighting, tags,
} from "./codemirror.js";

const showLine = StateEffect.define();
const wrong = Decoration.line({ class: "wrong" });

/** The line with the problem, until the text changes. */
const wrongLine = StateField.define({
  create: () => Decoration.none,
  update(marked, { effects, docChanged, newDoc }) {
    let next = docChanged ? Decoration.none : marked;
    for (const effect of effects) {
      if (!effect.is(showLine)) continue;
      const isThere = effect.value > 0 && effect.value <= newDoc.lines;
      next = isThere ? Decoration.set(wrong.range(newDoc.line(effect.value).from)) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--node-3)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--node-1)" },
  { tag: tags.string, color: "var(--node-2)" },
  { tag: tags.comment, color: "var(--soft-text)" },
  { tag: tags.function(tags.definition(tags.variableName)), color: "var(--accent)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--floor)", fontSize: "0.8125rem", height: "100%" },
  "&.cm-focused": { outline: "0.1875rem solid var(--accent)", outlineOffset: "-0.125rem" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--over)", color: "var(--soft-text)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 8%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  ".wrong": { backgroundColor: "color-mix(in srgb, var(--error) 8%, transparent)", boxShadow: "inset 0.1875rem 0 var(--error)" },
});

/**
 * The text that somebody writes. It lives in a shadow tree: only there may a component bring its own style sheet, by the
 * page's policy. Tab moves on to the next control, as everywhere on the page; Ctrl+] and Ctrl+[ indent.
 */
export class TextEditor {
  #view;

  /** `onChange()` is called when the text has changed. */
  constructor(host, label, onChange) {
    const root = host.attachShadow({ mode: "open" });
    this.#view = new EditorView({
      root,
      parent: root,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), indentOnInput(), bracketMatching(), indentUnit.of("    "),
        javascriptLanguage, syntaxHighlighting(colors), look, wrongLine,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorState.tabSize.of(4),
        EditorView.lineWrapping, // the panel keeps its width, so that nothing around it moves
        EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off", tabindex: "0" }),
        EditorView.updateListener.of(({ docChanged }) => docChanged && onChange()),
      ],
    });
  }

  get text() {
    return this.#view.state.doc.toString();
  }

  set text(text) {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  /** Marks the line with the problem; none for 0. */
  markLine(line) {
    this.#view.dispatch({ effects: showLine.of(line ?? 0) });
  }

  focus() {
    this.#view.focus();
  }
}
