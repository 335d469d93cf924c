// SPDX-License-Identifier: GPL-3.0-or-later
import { element, find } from "./dom.js";

const hoverMs = 250; // who only passes by is not told
const leaveMs = 150; // time to reach the bubble itself
const tapMs = 4000;
const gap = 6;

/** Below what it explains, so that the scene stays free; above it if there is no room below. */
export function placeOf(about, bubble, room) {
  const x = Math.max(gap, Math.min(about.left + about.width / 2 - bubble.width / 2, room.width - bubble.width - gap));
  const below = about.bottom + gap;
  return { x, y: below + bubble.height <= room.height ? below : Math.max(gap, about.top - gap - bubble.height) };
}

/** One bubble for all of the page: what is pointed at, focused or tapped explains itself in it. */
class Bubble {
  #shown = find("hint");
  #about = null;
  #timer;

  constructor() {
    this.#shown.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    this.#shown.addEventListener("pointerleave", () => this.#leaveAfter(leaveMs));
    addEventListener("keydown", ({ key }) => key === "Escape" && this.hide());
    addEventListener("scroll", () => this.hide(), { capture: true, passive: true });
  }

  follow(about, linesOf) {
    about.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && this.#after(hoverMs, () => this.show(about, linesOf())));
    about.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && this.#leaveAfter(leaveMs));
    about.addEventListener("focus", () => about.matches(":focus-visible") && this.show(about, linesOf()));
    about.addEventListener("blur", () => this.hide());
    about.addEventListener("pointerdown", ({ pointerType }) => {
      if (pointerType === "mouse") return;
      this.show(about, linesOf());
      this.#leaveAfter(tapMs);
    });
  }

  show(about, lines) {
    this.hide();
    if (!lines.some(Boolean)) return;
    this.#about = about;
    (about.closest("dialog") ?? document.body).append(this.#shown); // a dialog lies above the rest
    this.#shown.replaceChildren(...lines.filter(Boolean).map((line) => element("p", "", line)));
    this.#shown.hidden = false;
    const { innerWidth: width, innerHeight: height } = window;
    const { x, y } = placeOf(about.getBoundingClientRect(), this.#shown.getBoundingClientRect(), { width, height });
    this.#shown.style.translate = `${x}px ${y}px`;
  }

  hide() {
    clearTimeout(this.#timer);
    this.#about = null;
    this.#shown.hidden = true;
  }

  #after(ms, run) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, ms);
  }

  // What has the keyboard's focus stays explained.
  #leaveAfter(ms) {
    this.#after(ms, () => this.#about?.matches(":focus-visible") || this.hide());
  }
}

let bubble;

/** Lets something explain itself: `linesOf()` gives the sentences. Screen readers get them from the caller. */
export function hint(about, linesOf) {
  bubble ??= new Bubble();
  bubble.follow(about, linesOf);
}
