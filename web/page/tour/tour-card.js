// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setNote, setText, unbroken } from "../controls/dom.js";
import { strings } from "../window/strings.js";
import { Tour } from "./tour.js";

const key = "everbounce tour";
const still = matchMedia("(prefers-reduced-motion: reduce)");
const targets = {
  holder: ".node.holder .kill",
  own: ".node.own-node .kill",
  engine: "[data-fault='crash-engine']",
  recorder: "#recorder",
};

function isKnown() {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return true; // a browser without storage: nobody wants to be asked each time
  }
}

function remember() {
  try {
    localStorage.setItem(key, "known");
  } catch {
    // It holds for this page only.
  }
}

/** The tour, on the scene. At the first visit it is offered; `?` has it later. */
export class TourCard {
  tour = new Tour();
  #card = find("tour");
  #isOffered = !isKnown();
  #ledTo = ""; // the step whose target was brought into sight; with a "!" its end

  constructor() {
    find("tour-next").addEventListener("click", () => this.#goOn());
    find("tour-leave").addEventListener("click", () => this.leave());
    this.#card.addEventListener("keydown", ({ key: pressed }) => pressed === "Escape" && this.leave());
    this.show();
  }

  /** Begins it, from the first step on. */
  begin() {
    this.#isOffered = false;
    remember();
    this.tour.begin();
    this.show();
    find("tour-next").focus({ preventScroll: true });
  }

  leave() {
    this.#isOffered = false;
    remember();
    this.tour.leave();
    this.show();
  }

  /** Call it when something was noted, and a few times a second. */
  show() {
    const view = this.tour.view();
    if (!view) this.#ledTo = "";
    document.documentElement.dataset.tour = view && !view.told ? this.tour.step : "";
    this.#card.hidden = !view && !this.#isOffered;
    if (this.#card.hidden) return;
    const isLast = this.tour.step === "recorder";
    const { tour: words } = strings;
    setText(find("tour-title"), view?.title ?? words.invitation);
    setText(find("tour-text"), view?.text ?? words.offer);
    setNote(find("tour-told"), unbroken(view?.told ?? ""));
    setText(find("tour-next"), !view ? words.begin : isLast ? words.finish : view.told ? words.next : words.skip);
    setText(find("tour-leave"), view ? words.leave : words.decline);
    find("tour-next").classList.toggle("filled", !view || view.told !== "");
    this.#lead(Boolean(view?.told));
  }

  // What a step asks to press may be out of sight, or below this card. It is brought into sight once, and what the card
  // tells then.
  #lead(isTold) {
    const { step } = this.tour;
    const led = isTold ? `${step}!` : step;
    const target = isTold ? this.#card : document.querySelector(targets[step]);
    if (led === this.#ledTo || (step && !target)) return;
    this.#ledTo = led;
    target?.scrollIntoView({ block: "nearest", behavior: still.matches ? "instant" : "smooth" });
  }

  #goOn() {
    if (!this.tour.step) return this.begin();
    this.tour.next();
    this.show();
  }
}
