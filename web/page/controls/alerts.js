// SPDX-License-Identifier: GPL-3.0-or-later
import { element } from "./dom.js";
import { oncePerFrame } from "./frame.js";
import { Incidents } from "./incidents.js";
import { sentElement } from "./sent-text.js";
import { SeenEvents } from "../feed/seen-events.js";

const shownMs = 3000;
const narrow = matchMedia("(max-width: 719px)");
const weight = { info: 0, warning: 1, error: 2 };
const most = () => (narrow.matches ? 2 : 5); // on a phone they would hide the scene

const isHeld = (alert) => alert.matches(":hover, :focus-within");

/**
 * Shows news for three seconds each, longer while it is pointed at or has the focus, and never more than the scene has
 * room for. The events of one incident share an alert. The one pointed at stays under the pointer: new ones come above
 * it, and those below it stay.
 */
export class Alerts {
  #container;
  #seen = new SeenEvents();
  #shown = new Set(); // elements, in the order in which they came
  #incidents = new Incidents();
  #openIncident = { number: 0, alert: null };
  #timers = new Map(); // by element; those that are held, or below one, have none
  #news = null; // the alert that came or changed last
  #trim = oncePerFrame(() => this.#removeWhatIsTooMuch());

  constructor(container) {
    this.#container = container;
  }

  /** An event of the cluster. Every node tells it; it is shown once. */
  showEvent(event) {
    if (!this.#seen.add(event)) return;
    const number = this.#incidents.of(event, performance.now());
    const { alert } = this.#openIncident;
    const goesOn = number > 0 && number === this.#openIncident.number && this.#shown.has(alert);
    const line = sentElement("span", "", event.text);
    if (goesOn) return this.#add(alert, event.level, line);
    const shown = this.#show(event.level, line);
    if (number > 0) this.#openIncident = { number, alert: shown };
  }

  // One more line of the same incident.
  #add(alert, level, line) {
    const lines = [...alert.children].map(({ textContent }) => textContent);
    if (lines.includes(line.textContent)) return;
    alert.append(line);
    if (weight[level] > weight[alert.className]) alert.className = level;
    clearTimeout(this.#timers.get(alert));
    this.#timers.delete(alert);
    this.#makeRoomFor(alert);
    this.#time();
  }

  /** A text of this page. */
  show(level, text) {
    this.#show(level, element("span", "", text));
  }

  // What arrives both as an event and as the answer to one's own command is shown once.
  #show(level, line) {
    if ([...this.#shown].some((shown) => shown.textContent === line.textContent)) return null;
    const alert = element("div", level, line);
    alert.setAttribute("role", "alert");
    alert.tabIndex = 0;
    this.#container.insertBefore(alert, [...this.#container.children].find(isHeld) ?? null);
    this.#shown.add(alert);
    this.#makeRoomFor(alert);
    for (const change of ["pointerenter", "pointerleave", "focusin"]) alert.addEventListener(change, () => this.#time());
    alert.addEventListener("focusout", () => queueMicrotask(() => this.#time())); // only then has it lost the focus
    alert.addEventListener("keydown", ({ key }) => key === "Escape" && this.#remove(alert));
    this.#time();
    return alert;
  }

  #makeRoomFor(alert) {
    this.#news = alert;
    this.#trim();
  }

  // The oldest leave first, but one that somebody looks at stays while there is another.
  #removeWhatIsTooMuch() {
    const all = [...this.#shown].filter((alert) => alert !== this.#news);
    const leaving = [...all.filter((alert) => !isHeld(alert)), ...all.filter(isHeld)];
    const isTooMuch = () => this.#shown.size > most() || this.#container.firstChild.offsetTop < 0;
    while (leaving.length > 0 && isTooMuch()) this.#remove(leaving.shift());
  }

  #remove(alert) {
    clearTimeout(this.#timers.get(alert));
    this.#timers.delete(alert);
    this.#shown.delete(alert);
    alert.remove();
    this.#time();
  }

  #time() {
    let stays = false;
    for (const alert of this.#container.children) {
      stays ||= isHeld(alert);
      if (stays) {
        clearTimeout(this.#timers.get(alert));
        this.#timers.delete(alert);
      } else if (!this.#timers.has(alert)) {
        this.#timers.set(alert, setTimeout(() => this.#remove(alert), shownMs));
      }
    }
  }
}
