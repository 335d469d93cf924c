// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setText } from "../controls/dom.js";
import { setIdle } from "../controls/lock.js";
import { Outage } from "./outage.js";
import { strings } from "../window/strings.js";

/**
 * Says across the scene that no node answers, or that none flies the ball, and since when; controls that cannot work
 * then look so.
 */
export class OutageSign {
  #outage = new Outage();
  #flight;
  #problem = null;
  #onChange;

  /** `onChange()` is called when it begins, changes its kind, or is over. */
  constructor(flight, onChange) {
    this.#flight = flight;
    this.#onChange = onChange;
    const comeBack = () => document.hidden || this.#problem || this.#outage.shown(performance.now());
    document.addEventListener("visibilitychange", comeBack);
    addEventListener("pageshow", comeBack);
  }

  /** Why a command cannot be carried out; empty if it can. A fault needs no flight: it may be what helps. */
  reasonAgainst({ command }) {
    return this.isUnheard || (this.#problem && !["fault", "chaos"].includes(command)) ? strings.cannotCommand[this.#problem.kind] : "";
  }

  get isUnheard() {
    return this.#problem?.kind === "unheard";
  }

  /** No node feeds the page; the last one was heard at `since` (performance.now()). */
  lost(since) {
    this.#outage.lost(since);
  }

  heard() {
    this.#outage.heard();
    this.#show(performance.now());
  }

  /** Call it a few times a second. */
  look() {
    const now = performance.now();
    if (document.hidden) return;
    this.#outage.noteFlight(!this.#flight.hasRunOut(now), now);
    this.#show(now);
  }

  #show(now) {
    const problem = this.#outage.at(now);
    if (problem?.kind === this.#problem?.kind) return;
    this.#problem = problem;
    document.documentElement.classList.toggle("unheard", this.isUnheard); // everything else shown is of the past
    document.documentElement.classList.toggle("dead", Boolean(problem));
    setText(find("outage-what"), problem ? strings.outage[problem.kind] : "");
    setText(find("outage-since"), problem ? strings.since(new Date(Date.now() - (now - problem.since))) : "");
    find("outage").hidden = !problem;
    const fault = this.reasonAgainst({ command: "fault" });
    setIdle({ fault, flight: this.reasonAgainst({ command: "nudge" }), question: fault });
    find("fault-node").disabled = this.isUnheard;
    this.#onChange();
  }
}
