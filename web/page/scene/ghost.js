// SPDX-License-Identifier: GPL-3.0-or-later
import { drawn, rounded } from "../controls/svg.js";
import { placeOn, speedOn } from "./bounces.js";

/**
 * The strokes of a path: [x, y] straight to there, [byX, byY, x, y] as a quadratic Bézier curve, which a parabola is
 * exactly. It begins where its first segment does.
 */
export function ghostStrokes(segments, end) {
  return segments.map((segment, i) => {
    const to = segments[i + 1]?.[0] ?? end;
    const { x, y } = placeOn(segment, to);
    if (segment.length < 7) return [x, y];
    // The tangents at both ends of a parabola meet halfway in time.
    const half = (to - segment[0]) / 2;
    const speed = speedOn(segment, segment[0]);
    return [segment[1] + speed.x * half, segment[2] + speed.y * half, x, y];
  });
}

/** Where a ball would be on that path at a tick. */
export function ghostAt(segments, end, tick) {
  const when = Math.min(Math.max(tick, segments[0][0]), end);
  return placeOn(segments.findLast(([start]) => start <= when), when);
}

const pathText = (segments, end) =>
  [`M${rounded(segments[0][1])} ${rounded(segments[0][2])}`, ...ghostStrokes(segments, end).map((stroke) => (stroke.length > 2 ? "Q" : "L") + stroke.map(rounded).join(" "))].join("");

/** A flight that is not, or not yet: a faint path, and a faint ball on it. */
export class Ghost {
  #way = drawn("path", { class: "ghost-way" });
  #ball = drawn("use", { class: "ghost-ball", href: "#ball-shape" });
  #group = drawn("g", { id: "ghost", "aria-hidden": "true" }, this.#way, this.#ball);
  #path = null;

  constructor(scene) {
    scene.insertBefore(this.#group, scene.querySelector("#trail"));
    this.clear();
  }

  /** Takes the answer to a preview: { segments, end }. */
  show(path) {
    this.#path = path;
    this.#way.setAttribute("d", pathText(path.segments, path.end));
    this.#group.removeAttribute("hidden");
    this.draw(path.segments[0][0]);
  }

  clear() {
    this.#path = null;
    this.#group.setAttribute("hidden", "");
  }

  /** The last tick of what is shown; -∞ where nothing is. */
  get end() {
    return this.#path?.end ?? -Infinity;
  }

  get isShown() {
    return this.#path !== null;
  }

  /** Call it after each frame. */
  draw(tick) {
    if (!this.#path) return;
    const { x, y } = ghostAt(this.#path.segments, this.#path.end, tick);
    this.#ball.setAttribute("transform", `translate(${rounded(x)} ${rounded(y)})`);
  }
}
