// SPDX-License-Identifier: GPL-3.0-or-later
import { element, find, setNote } from "../controls/dom.js";
import { whileUnderWay } from "../controls/progress.js";
import { strings } from "../window/strings.js";
import { ScriptRequests } from "./script-requests.js";

const pauseMs = 300; // of somebody who types, before the text is flown
const againMs = 700; // after the node was busy
const busy = [429, 503];
const templates = ["Bounce", "Gravity", "Spiral", "Failure"];
const isName = (name) => /^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name);

/**
 * Write a behaviour here: as somebody types, the node flies the text ahead and the scene shows its path, or the line with
 * the problem is marked. "Fly it" saves it at the node that the page came from, and selects it.
 */
export class Editor {
  #panel = find("behavior-editor");
  #name = find("editor-name");
  #origin = find("editor-origin");
  #told = find("editor-told");
  #goBack = find("go-back");
  #flyIt = find("fly-it");
  #requests;
  #ghost;
  #select;
  #textEditor = null; // loaded when it is first wanted
  #version = null; // of the script that the text was read from, or saved as
  #scripts = [];
  #timer = 0;
  #turn = 0;
  #asking = false;
  #trial = null; // { name, isSeen }: what was saved, and whether its trial has begun
  #answered = false; // the line says what became of a press, and nothing was changed since

  /** `select(name)` selects a saved script, and resolves to its outcome; `ghost` shows where it flies; `withPass` as ScriptRequests has it. */
  constructor({ select, ghost, withPass }) {
    this.#requests = new ScriptRequests(withPass);
    this.#ghost = ghost;
    this.#select = select;
    find("write-behavior").addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    find("close-editor").addEventListener("click", () => this.close());
    this.#flyIt.addEventListener("click", ({ currentTarget }) => whileUnderWay(currentTarget, () => this.#save()));
    this.#goBack.addEventListener("click", ({ currentTarget }) => whileUnderWay(currentTarget, () => this.#back()));
    this.#origin.addEventListener("change", () => this.#begin(this.#origin.value));
    this.#name.addEventListener("input", () => {
      this.#setVersion(null);
      this.#changed();
    });
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  async open() {
    this.#panel.hidden = false;
    find("write-behavior").setAttribute("aria-expanded", "true");
    if (!this.#textEditor) {
      const { TextEditor } = await import("./text-editor.js");
      this.#textEditor ??= new TextEditor(find("editor-text"), strings.editorText, () => this.#changed());
      await this.#begin(`template:${templates[0]}`);
    }
    this.#panel.scrollIntoView({ block: "nearest" });
    this.#textEditor.focus();
    this.#previewSoon(0);
  }

  close() {
    this.#panel.hidden = true;
    clearTimeout(this.#timer);
    this.#ghost.clear();
    const opener = find("write-behavior");
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }

  /** Takes a `cluster` message: scripts can be changed, too. */
  show({ behaviors = [], behavior, on_trial: onTrial }) {
    this.#lookAtTrial(behavior, onTrial);
    const names = behaviors.filter(({ source, name }) => source === "script" && isName(name)).map(({ name }) => name);
    if (names.join() === this.#scripts.join() && this.#origin.options.length > 0) return;
    this.#scripts = names;
    const chosen = this.#origin.value;
    const option = (kind) => (name) => new Option(kind === "template" ? strings.templates[name] : name, `${kind}:${name}`);
    const group = (label, kind, all) => Object.assign(element("optgroup", "", ...all.map(option(kind))), { label });
    this.#origin.replaceChildren(group(strings.editorTemplates, "template", templates), ...(names.length > 0 ? [group(strings.editorScripts, "script", names)] : []));
    this.#origin.value = chosen || `template:${templates[0]}`;
  }

  /** Call it now and then: a path that has been flown to its end is flown anew. */
  look(tick) {
    if (this.isOpen && this.#ghost.isShown && tick > this.#ghost.end) this.#previewSoon(0);
  }

  #lookAtTrial(behavior, onTrial) {
    if (!this.#trial) return;
    const isFlown = behavior === this.#trial.name;
    if (isFlown && onTrial) this.#trial.isSeen = true;
    if (!this.#trial.isSeen || (isFlown && onTrial)) return;
    if (isFlown && this.#answered) this.#answer({ ok: true, detail: strings.editorPassed(behavior) });
    this.#trial = null;
  }

  /** Until the text is there nobody can name or save what it replaces. */
  async #begin(origin) {
    const turn = ++this.#turn;
    const setReady = (isReady) => [this.#name, this.#flyIt].forEach((control) => (control.disabled = !isReady));
    setReady(false);
    const { name, text, script = null, refusal } = await this.#read(...origin.split(":"));
    if (turn !== this.#turn) return; // something else was chosen meanwhile
    setReady(true);
    if (refusal) this.#answer(refusal);
    else this.#take(name, text, script);
  }

  async #read(kind, name) {
    if (kind === "template") {
      const answer = await fetch(`page/templates/${name}.js`).catch(() => null);
      return { name: `My${name}`, text: answer?.ok ? await answer.text() : "" };
    }
    const script = await this.#requests.read(name);
    if (!script.ok) return { refusal: script };
    return script.read_only ? { name: `My${name}`, text: script.text } : { name, text: script.text, script };
  }

  #take(name, text, script) {
    this.#name.value = name.slice(0, 63);
    this.#textEditor.text = text;
    this.#setVersion(script);
  }

  #setVersion(script) {
    this.#version = script?.version ?? null;
    const at = script?.versions.findIndex(({ version }) => version === script.version) ?? -1;
    this.#goBack.disabled = !script || at + 1 >= script.versions.length;
  }

  #changed() {
    this.#answered = false;
    this.#previewSoon(pauseMs);
  }

  #previewSoon(ms) {
    clearTimeout(this.#timer);
    if (this.isOpen) this.#timer = setTimeout(() => this.#preview(), ms);
  }

  /** One at a time: what was typed meanwhile is flown afterwards. */
  async #preview() {
    if (this.#asking || document.hidden) return this.#previewSoon(againMs);
    this.#asking = true;
    const { text } = this.#textEditor;
    const answer = await this.#requests.preview(text);
    this.#asking = false;
    if (!this.isOpen) return;
    if (text !== this.#textEditor.text) return this.#previewSoon(pauseMs);
    if (busy.includes(answer.status)) return this.#previewSoon(againMs);
    if (answer.ok) this.#ghost.show(answer);
    else this.#ghost.clear();
    if (this.#answered && (answer.ok || this.#told.classList.contains("problem"))) return;
    this.#tell(answer.ok ? { detail: strings.editorFlies, ok: true } : answer);
  }

  #tell({ ok, detail, line }) {
    this.#told.classList.toggle("problem", !ok);
    setNote(this.#told, detail);
    this.#textEditor.markLine(ok ? 0 : line);
  }

  /** What became of a press stays in the line until something is changed; only a script that was saved and fails is news. */
  #answer(outcome) {
    this.#tell(outcome);
    this.#answered = true;
  }

  async #save() {
    const name = this.#name.value.trim();
    if (!isName(name)) {
      this.#name.focus();
      return this.#answer({ detail: strings.editorName });
    }
    await this.#afterwards(name, await this.#requests.save(name, this.#textEditor.text, this.#version));
  }

  async #back() {
    const name = this.#name.value.trim();
    const script = await this.#requests.goBack(name, this.#version);
    if (script.ok) this.#textEditor.text = script.text;
    await this.#afterwards(name, script);
  }

  async #afterwards(name, script) {
    if (!script.ok) return this.#answer({ ...script, detail: script.status === 412 ? strings.editorChanged(name) : script.detail });
    this.#setVersion(script);
    this.#trial = { name, isSeen: false };
    const outcome = await this.#select(name);
    this.#answer(outcome?.ok ? { ok: true, detail: strings.editorOnTrial(name) } : { detail: outcome?.detail ?? strings.watchOnly });
  }
}
