// SPDX-License-Identifier: GPL-3.0-or-later
import { barMs, visibleStallMs } from "./recorder.js";
import { strings } from "../window/strings.js";
import { drawn, rounded } from "../controls/svg.js";

// In units of the drawing, see unit() in dom.js.
const gutter = 64; // names of the lanes
const margin = 4;
const lanes = {
  lease: { top: 4, height: 26 },
  vacancy: { top: 34, height: 24 },
  faults: { top: 62, height: 14 },
  engine: { top: 80, height: 20 },
  stalls: { top: 104, height: 32 },
};
const axis = 150;
export const drawingHeight = 154;
const mostStallMs = 2 * visibleStallMs; // a bar over this is as high as the lane
const leastGap = 3;
const characterWidth = 8.4; // of names, some of which have many an m
const figureWidth = 7.7;
const figureGap = 4;

/**
 * Which figures { x, text } fit between `left` and `right` without overlapping. The later of two that would is left
 * out; pointing at it shows it.
 */
export function placeFigures(figures, left, right) {
  let free = left;
  return figures.flatMap(({ x, text }) => {
    const width = text.length * figureWidth;
    const place = Math.max(left, Math.min(x, right - width));
    if (place < free) return [];
    free = place + width + figureGap;
    return [{ x: place, text }];
  });
}

/** A view as a drawing of a given width: where each time is, and its parts. */
export class RecorderDrawing {
  #width;
  #view;
  #look;

  /** `look` has nameOf(id) and classOf(id), a node's name and the class with its colour. */
  constructor(view, width, look) {
    this.#view = view;
    this.#width = width;
    this.#look = look;
  }

  /** Where an instant is, and which instant is there. */
  xOf(at) {
    return gutter + ((at - this.#view.from) / this.#spanMs) * this.#reach;
  }
  timeAt(x) {
    return this.#view.from + ((x - gutter) / this.#reach) * this.#spanMs;
  }

  /** Milliseconds per so many units of width. */
  timeFor(units) {
    return (units / this.#reach) * this.#spanMs;
  }

  parts() {
    const { leases, gaps, faults, engine, stalls } = this.#view;
    return [
      ...this.#background(),
      ...leases.filter(({ to }) => to >= this.#view.from).flatMap((lease) => this.#lease(lease)),
      ...this.#gaps(gaps),
      ...faults.map((fault) => this.#fault(fault)),
      ...engine.map((mark) => this.#engine(mark)),
      ...stalls.filter(({ ms }) => ms > 0).map((stall) => this.#stall(stall)),
      this.#limitFigure(), // above the bars
    ];
  }

  /** A line over all lanes at an instant. */
  cursor(at) {
    const x = rounded(this.xOf(at));
    return drawn("line", { class: "cursor", x1: x, x2: x, y1: 0, y2: axis - 10 });
  }

  get #spanMs() {
    return this.#view.to - this.#view.from;
  }

  get #reach() {
    return Math.max(1, this.#width - gutter - margin);
  }

  #background() {
    const left = gutter;
    const right = gutter + this.#reach;
    const rows = Object.entries(lanes).flatMap(([name, { top, height }]) => [
      drawn("rect", { class: "lane", x: left, y: top, width: right - left, height, rx: 3 }),
      drawn("text", { class: "lane-name", x: 0, y: top + height / 2 + 4 }, strings.lanes[name]),
    ]);
    const limit = lanes.stalls.top + lanes.stalls.height / 2;
    const whole = Math.round(this.#spanMs / 1000);
    const times = (whole <= 60 ? [1, 0.75, 0.5, 0.25, 0] : [1, 0.5, 0]).map((part) => {
      const x = right - part * this.#reach;
      const anchor = part === 1 ? "start" : part === 0 ? "end" : "middle";
      return drawn("text", { class: "time", x: rounded(x), y: axis, "text-anchor": anchor }, strings.onAxis(part * whole, whole <= 60));
    });
    return [...rows, drawn("line", { class: "limit", x1: left, x2: right, y1: limit, y2: limit }), ...times];
  }

  #limitFigure() {
    const { top, height } = lanes.stalls;
    return drawn("text", { class: "time limit-figure", x: gutter + 3, y: top + height / 2 - 3 }, strings.duration(visibleStallMs));
  }

  #lease({ node, term, from, to }) {
    const { top, height } = lanes.lease;
    const x = this.xOf(from);
    const width = Math.max(1, this.xOf(to) - x);
    const area = { x: rounded(x), y: top, width: rounded(width), height, rx: 3 };
    const look = this.#look.classOf(node);
    const edge = { x1: area.x, x2: rounded(x + width), y1: top + height - 2, y2: top + height - 2 };
    const band = drawn("g", {}, drawn("rect", { class: `lease ${look}`, ...area }), drawn("line", { class: `lease-edge ${look}`, ...edge }));
    const name = this.#look.nameOf(node);
    const fits = [strings.nameAndTerm(name, term), name].find((text) => text.length * characterWidth + 12 < width);
    if (!fits) return [band];
    return [band, drawn("text", { class: "lease-name", x: rounded(x + 6), y: top + height / 2 + 4 }, fits)];
  }

  #gaps(gaps) {
    const { top, height } = lanes.vacancy;
    const areas = gaps.map(({ from, to, ms }) => {
      const right = Math.max(this.xOf(to), gutter + leastGap);
      const x = Math.max(gutter, Math.min(this.xOf(from), right - leastGap));
      return { x, width: right - x, text: strings.duration(ms) };
    });
    const figures = placeFigures(areas, gutter, gutter + this.#reach);
    return [
      ...areas.map(({ x, width }) =>
        drawn("rect", { class: "gap", x: rounded(x), y: top + 13, width: rounded(width), height: height - 13, rx: 1 }),
      ),
      ...figures.map(({ x, text }) => drawn("text", { class: "gap-figure", x: rounded(x), y: top + 10 }, text)),
    ];
  }

  #fault({ at, to }) {
    const { top, height } = lanes.faults;
    const x = Math.max(gutter, this.xOf(at));
    const middle = top + height / 2;
    const width = rounded(Math.max(0, this.xOf(to) - x));
    const bar = drawn("rect", { class: "fault-bar", x: rounded(x), y: middle - 3, width, height: 6, rx: 3 });
    if (at < this.#view.from) return bar;
    const mark = drawn("path", { class: "fault-mark", d: `M${rounded(x)} ${middle - 6}l6 6-6 6-6-6Z` });
    return drawn("g", {}, bar, mark);
  }

  #engine({ at, lost }) {
    const { top, height } = lanes.engine;
    const x = this.xOf(at);
    if (lost) return drawn("path", { class: "engine-lost", d: `M${rounded(x - 3)} ${top + 2}l6 6m0-6l-6 6` });
    return drawn("circle", { class: "engine-on", cx: rounded(x), cy: top + height - 5, r: 3.5 });
  }

  #stall({ at, ms }) {
    const { top, height } = lanes.stalls;
    const x = Math.max(gutter, this.xOf(at));
    const tall = Math.max(1, Math.min(1, ms / mostStallMs) * height);
    const width = Math.max(1, Math.min(this.xOf(at + barMs(this.#view)), gutter + this.#reach) - x - 1);
    const className = ms >= visibleStallMs ? "stall long" : "stall";
    const area = { x: rounded(x), y: rounded(top + height - tall), width: rounded(width), height: rounded(tall) };
    return drawn("rect", { class: className, ...area });
  }
}
