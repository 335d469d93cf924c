// SPDX-License-Identifier: GPL-3.0-or-later
import { strings } from "../window/strings.js";

const steps = ["holder", "own", "engine", "recorder"];

/**
 * Four things to do, one after the other. Each step waits until it was done, and tells what happened with this run's
 * own figures. Pure; names are those of nodes. The window's Tour.cpp does the same (tests/vectors/tour.json).
 */
export class Tour {
  #step = -1; // it has not begun, or was left
  #done = null; // how the step ended: { node, next, gapMs }
  #stallMs = 0; // the longest since the step began
  #isKilled = false; // somebody has asked for the holder's end
  #isLost = false; // the engine is
  #lease = { name: "", term: 0 };
  #before = { name: "", term: 0 }; // the lease before that one
  #own = "";
  #nodes = 0;

  begin() {
    this.#go(0);
  }
  next() {
    this.#go(this.#step + 1 < steps.length ? this.#step + 1 : -1);
  }
  leave() {
    this.#go(-1);
  }

  /** Which step it is, "" for none. */
  get step() {
    return steps[this.#step] ?? "";
  }

  setCluster({ holder, term, nodes }) {
    this.#nodes = nodes;
    if (holder) this.#noteHolder(holder, term);
  }

  #noteHolder(name, term) {
    if (term <= this.#lease.term) return;
    this.#before = this.#lease;
    this.#lease = { name, term };
  }

  /** The node that feeds this page. */
  setOwn(name) {
    if (this.step === "own" && this.#own && name !== this.#own) this.#done ??= { node: this.#own, next: name };
    this.#own = name;
  }

  noteEvent({ kind, fault, name, term = 0, seconds = 0 }) {
    if (kind === "fault" && fault === "kill-node" && name === this.#lease.name) this.#isKilled = true;
    if (kind === "lease") this.#noteLease(name, term, seconds * 1000);
    if (kind === "engine-lost") this.#isLost = true;
    if (kind === "restored" && this.step === "engine" && this.#isLost) this.#done ??= { node: name };
  }

  // A lease that was handed over leaves no gap: nobody was killed for it. The cluster may have told of it already.
  #noteLease(name, term, gapMs) {
    this.#noteHolder(name, term);
    const { name: node } = this.#before;
    const isTaken = term === this.#lease.term && node && node !== name && (this.#isKilled || gapMs > 0);
    if (this.step === "holder" && isTaken) this.#done ??= { node, next: name, gapMs };
    this.#isKilled = false;
  }

  /** For so long this viewer drew no movement. */
  noteStall(ms) {
    this.#stallMs = Math.max(ms, this.#stallMs);
  }

  /** Somebody looks at the recorder, or has opened a change of hands. */
  noteLook() {
    if (this.step === "recorder") this.#done ??= {};
  }

  /** { title, text, told }: what to do, or what happened; null when there is no tour. */
  view() {
    if (!this.step) return null;
    const words = strings.tour[this.step];
    const facts = { holder: this.#lease.name, own: this.#own, term: this.#lease.term };
    const isAlone = this.#nodes < 2 && !this.#done && this.step !== "recorder";
    return {
      title: strings.tour.title(this.#step + 1, words.title),
      text: isAlone ? strings.tour.alone : words.text(facts),
      told: this.#done ? words.told({ ...facts, ...this.#done, stall: strings.duration(this.#stallMs), gap: strings.duration(this.#done.gapMs ?? 0) }) : "",
    };
  }

  #go(step) {
    this.#step = step;
    this.#done = null;
    this.#stallMs = 0;
    this.#isKilled = this.#isLost = false;
  }
}
