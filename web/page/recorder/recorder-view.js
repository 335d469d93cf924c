// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setText, unbroken, unit } from "../controls/dom.js";
import { drawingHeight, RecorderDrawing } from "./recorder-drawing.js";
import { jsonOf, pngOf, save, standaloneSvg } from "./recorder-export.js";
import { changesOf, choices, Recorder, thingsIn } from "./recorder.js";
import { summaryOf, wordsFor } from "./recorder-words.js";
import { strings } from "../window/strings.js";
import { drawn } from "../controls/svg.js";

const fingers = matchMedia("(hover: none)");
const tolerance = 6; // units of width: pointing need not be exact

/** Shows the flight recorder; pointing at it, or moving along it with the keys, gives the figures. */
export class RecorderView {
  model = new Recorder();
  #time;
  #look;
  #canvas = drawn("svg", { "aria-hidden": "true" });
  #frame = find("recorder-drawing");
  #told = find("recorder-told");
  #looked = null; // { at } the instant that is looked at
  #pointedAt = null; // where the pointer is, in units
  #view;
  #drawing;
  #width = 0;
  #minutes = choices[0];

  /** `time` is the cluster's; `look` has nameOf(id), classOf(id) and titleOf(fault). */
  constructor(time, look) {
    this.#time = time;
    this.#look = look;
    this.#frame.append(this.#canvas);
    new ResizeObserver(() => this.#fit()).observe(this.#frame);
    this.#frame.addEventListener("pointermove", (event) => this.#point(event));
    this.#frame.addEventListener("pointerdown", (event) => this.#point(event));
    this.#frame.addEventListener("pointerleave", () => this.#leave());
    this.#frame.addEventListener("blur", () => this.#leave());
    this.#frame.addEventListener("keydown", (event) => this.#step(event));
    for (const button of document.querySelectorAll("[data-save]"))
      button.addEventListener("click", () => this.save(button.dataset.save));
    for (const button of document.querySelectorAll("[data-zoom]")) {
      button.textContent = strings.zoomTo(Number(button.dataset.zoom));
      button.addEventListener("click", () => this.#zoom(Number(button.dataset.zoom)));
    }
    this.#zoom(this.#minutes);
    this.#fit();
  }

  /** The leases of what is shown that went from one node to another. */
  get changes() {
    return this.#view ? changesOf(this.#view) : [];
  }

  /** Saves what is shown, as "svg", "png" or "json". */
  async save(kind) {
    const name = `everbounce-${new Date().toISOString().slice(0, 19).replace(/:/g, "-")}.${kind}`;
    if (kind === "json") return save(JSON.stringify(jsonOf(this.#view, this.#look.nameOf), null, 2), "application/json", name);
    const svg = standaloneSvg(this.#canvas);
    save(kind === "svg" ? svg : await pngOf(svg), "image/svg+xml", name);
  }

  /** What is shown in one sentence, as it was drawn last. */
  get summary() {
    return this.#view ? summaryOf(this.#view) : "";
  }

  draw() {
    this.#view = this.model.view(this.#time.now, this.#minutes);
    if (this.#width === 0) return; // not shown
    this.#drawing = new RecorderDrawing(this.#view, this.#width, this.#look);
    if (this.#pointedAt !== null) this.#looked = { at: this.#drawing.timeAt(this.#pointedAt) };
    if (this.#looked) this.#looked = { at: Math.max(this.#looked.at, this.#view.from) }; // time moves on
    const cursor = this.#looked ? [this.#drawing.cursor(this.#looked.at)] : [];
    this.#canvas.replaceChildren(...this.#drawing.parts(), ...cursor);
    const summary = summaryOf(this.#view);
    const told = this.#looked && this.#words();
    find("recorder-summary").classList.toggle("pointed", this.#looked !== null);
    setText(find("recorder-summary"), unbroken(told ?? summary)); // the foot may be out of sight
    setText(this.#told, told ?? (fingers.matches ? strings.recorderTouchHint : strings.recorderHint));
    if (!this.#looked) this.#value(this.#view.to, summary);
  }

  #words() {
    const { nameOf, titleOf } = this.#look;
    return wordsFor(this.#view, this.#looked.at, this.#drawing.timeFor(tolerance), nameOf, titleOf);
  }

  /** Whether a second more or less is seen. */
  get isMinute() {
    return this.#minutes === 1;
  }

  #zoom(minutes) {
    if (!choices.includes(minutes)) return;
    this.#minutes = minutes;
    this.#looked = null; // an instant that was chosen by keys may be out of it
    for (const button of document.querySelectorAll("[data-zoom]"))
      button.setAttribute("aria-pressed", Number(button.dataset.zoom) === minutes);
    this.#frame.setAttribute("aria-valuemin", -60 * minutes);
    this.draw();
  }

  #fit() {
    this.#width = Math.floor(this.#frame.clientWidth / unit());
    this.#canvas.setAttribute("viewBox", `0 0 ${this.#width} ${drawingHeight}`);
    this.draw();
  }

  #point({ clientX }) {
    const { left, width } = this.#canvas.getBoundingClientRect();
    this.#pointedAt = ((clientX - left) / width) * this.#width;
    this.#pointedAt = this.#drawing.xOf(Math.max(this.#view.from, Math.min(this.#view.to, this.#drawing.timeAt(this.#pointedAt))));
    this.draw();
  }

  #leave() {
    this.#pointedAt = this.#looked = null;
    this.draw();
  }

  // Keys go from thing to thing. The slider's own value text is what a screen reader then says.
  #step(event) {
    const things = thingsIn(this.#view).map(({ at }) => Math.max(at, this.#view.from));
    const at = this.#looked?.at ?? this.#view.to;
    const steps = {
      ArrowLeft: () => things.findLast((thing) => thing < at - 1) ?? this.#view.from,
      ArrowRight: () => things.find((thing) => thing > at + 1) ?? this.#view.to,
      Home: () => this.#view.from,
      End: () => this.#view.to,
    };
    if (event.key === "Escape") this.#leave();
    const zoom = { "+": -1, "-": 1 }[event.key];
    if (zoom) this.#zoom(choices[choices.indexOf(this.#minutes) + zoom]);
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.#pointedAt = null;
    this.#looked = { at: steps[event.key]() };
    this.draw();
    this.#value(this.#looked.at, this.#words());
  }

  #value(at, text) {
    this.#frame.setAttribute("aria-valuenow", Math.round((at - this.#view.to) / 1000));
    this.#frame.setAttribute("aria-valuetext", text);
  }
}
