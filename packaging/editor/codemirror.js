// SPDX-License-Identifier: GPL-3.0-or-later
// What the page needs of CodeMirror. packaging/bundle-editor makes web/page/behaviors/codemirror.js of it.
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { javascriptLanguage } from "@codemirror/lang-javascript";
export { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
export { EditorState, StateEffect, StateField } from "@codemirror/state";
export { Decoration, EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
export { tags } from "@lezer/highlight";
