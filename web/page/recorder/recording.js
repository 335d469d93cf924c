// SPDX-License-Identifier: GPL-3.0-or-later
import { distanceFlown } from "../scene/bounces.js";
import { load } from "../feed/load.js";
import { events as readEvents, history as readHistory } from "../feed/messages.js";
import { RecorderView } from "./recorder-view.js";
import { StallMeter } from "./stalls.js";
import { strings } from "../window/strings.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The inputs of the flight recorder: events, changes of the cluster, and this viewer's own frames. */
export class Recording {
  #view;
  #failovers;
  #meter = new StallMeter();
  #flight;
  #time;
  #palette;
  #isLoaded = false;
  #draws = 0;
  #wasAway = true; // the page was not shown, and shows no present flight yet

  constructor(flight, time, palette, titleOf, failovers) {
    this.#failovers = failovers;
    this.#flight = flight;
    this.#time = time;
    this.#palette = palette;
    const nameOf = (id) => palette.nameOf(id) ?? strings.formerNode;
    this.#view = new RecorderView(time, { nameOf, titleOf, classOf: (id) => palette.classOf(id) });
    const goAway = () => {
      this.#wasAway = true;
      this.#meter.pause();
    };
    for (const change of ["visibilitychange", "freeze", "resume"]) document.addEventListener(change, goAway);
    for (const change of ["pagehide", "pageshow"]) addEventListener(change, goAway); // to and from the browser's back-forward cache
  }

  /** Fills in what the page's own node remembers, once; `take(event)` gets each event, `placed(event)` tells its instant. */
  async load(take, placed) {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    const [list, hour] = await Promise.all([load("api/v1/events"), load("api/v1/history")]);
    const events = readEvents(list);
    if (events) events.forEach(take);
    else this.#isLoaded = false;
    const history = readHistory(hour);
    if (!history) return; // a node of an older version has none
    for (const event of history.events) this.noteEvent(event, placed(event));
    this.#view.model.noteKnownSince(this.#time.now - history.seconds * 1000);
  }

  /** What it shows in one sentence. */
  get summary() {
    return this.#view.summary;
  }

  /** Something happened at an instant of this page's time. */
  noteEvent(event, instant) {
    if (event.about && event.node) this.#palette.note(event.about, event.node);
    this.#view.model.noteEvent(event, instant);
  }

  /** No node feeds the page any more, or one does again. */
  noteConnection(isHeard) {
    this.#view.model.noteConnection(isHeard, this.#time.now);
  }

  /** Takes a `cluster` message. */
  noteCluster(message) {
    this.#palette.setColors(message.colors);
    for (const { id, name } of message.nodes) this.#palette.note(id, name);
    this.#view.model.noteCluster(message, this.#time.now);
  }

  /** A frame was drawn; returns for how many milliseconds there was no movement. */
  noteFrame(instant, tick, hasMoved) {
    if (this.#isAway(instant)) {
      this.#meter.pause();
      return 0;
    }
    const flown = (from, to) => distanceFlown(this.#flight.segmentsBetween(from, to), from, to);
    const stall = this.#meter.frame(instant, tick, hasMoved, flown);
    this.#view.model.noteStall(stall, this.#time.at(instant));
    return stall;
  }

  // Frames of a page that nobody sees come irregularly. A page that is shown again may first have to find a node.
  #isAway(instant) {
    this.#wasAway &&= document.hidden || this.#flight.hasRunOut(instant);
    return this.#wasAway;
  }

  /** Call it four times a second; it updates once a second with reduced motion, and for longer times than a minute. */
  draw() {
    if (document.hidden || ((still.matches || !this.#view.isMinute) && this.#draws++ % 4 > 0)) return;
    this.#view.draw();
    this.#failovers.show(this.#view.changes, (term) => this.#view.model.stallAround(term));
  }
}
