// SPDX-License-Identifier: GPL-3.0-or-later
import { strings } from "../window/strings.js";

const steps = ["holder", "own", "engine", "recorder"];

/**
 * Four things to do, one after the other. Each step waits until it was done, and tells what happened with this run's
 * own figures. Pure; names are those of nodes. The window's Tour.cpp does the same (tests/vectors/tour.json).
 */
export class Tour {
  #step = -1; // it has not begun, or was left
  #done = null; // how the step ended: { holder, own, term, node, next, gapMs }
  #isTold = false; // what happens now is another story
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
    if (this.step === "own" && this.#own && name !== this.#own) this.#finish({ node: this.#own, next: name });
    this.#own = name;
  }

  noteEvent({ kind, fault, name, term = 0, seconds = 0 }) {
    if (kind === "fault" || kind === "engine-lost" || (kind === "lease" && term > this.#done?.term)) this.#isTold = this.#done !== null;
    if (kind === "fault" && fault === "kill-node" && name === this.#lease.name) this.#isKilled = true;
    if (kind === "lease") this.#noteLease(name, term, seconds * 1000);
    if (kind === "engine-lost") this.#isLost = true;
    if (kind === "restored" && this.step === "engine" && this.#isLost) this.#finish({ node: name });
  }

  // A lease that was handed over leaves no gap: nobody was killed for it. The cluster may have told of it already.
  #noteLease(name, term, gapMs) {
    this.#noteHolder(name, term);
    const { name: node } = this.#before;
    const isTaken = term === this.#lease.term && node && node !== name && (this.#isKilled || gapMs > 0);
    if (this.step === "holder" && isTaken) this.#finish({ node, next: name, gapMs, holder: node });
    this.#isKilled = false;
  }

  /** For so long this viewer drew no movement. */
  noteStall(ms) {
    if (!this.#isTold) this.#stallMs = Math.max(ms, this.#stallMs);
  }

  /** Somebody looks at the recorder, or has opened a change of holder. */
  noteLook() {
    if (this.step === "recorder") this.#finish({});
  }

  /** { title, text, told }: what to do, or what happened; null when there is no tour. */
  view() {
    if (!this.step) return null;
    const words = strings.tour[this.step];
    const facts = this.#done ?? this.#facts();
    const isAlone = this.#nodes < 2 && !this.#done && this.step !== "recorder";
    return {
      title: strings.tour.title(this.#step + 1, words.title),
      text: isAlone ? strings.tour.alone : words.text(facts),
      told: this.#done ? words.told({ ...facts, stall: strings.duration(this.#stallMs), gap: strings.duration(facts.gapMs ?? 0) }) : "",
    };
  }

  #facts() {
    return { holder: this.#lease.name, own: this.#own, term: this.#lease.term };
  }

  // With the facts as they are now: what follows changes no step that is done.
  #finish(done) {
    this.#done ??= { ...this.#facts(), ...done };
  }

  #go(step) {
    this.#step = step;
    this.#isTold = false;
    this.#done = null;
    this.#stallMs = 0;
    this.#isKilled = this.#isLost = false;
  }
}
