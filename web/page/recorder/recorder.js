// SPDX-License-Identifier: GPL-3.0-or-later
import { SeenEvents } from "../feed/seen-events.js";

export const spanMs = 60_000;
export const visibleStallMs = 50; // a person may see longer ones

/**
 * The last minute: who held the lease, what was broken, what was lost, and what this viewer drew. Pure; all times are
 * of one clock, in milliseconds.
 */
export class Recorder {
  #leases = []; // { node, term, from, vacantMs }, in the order of their instants
  #vacantSince = null; // nobody holds the lease, as far as is known
  #unheardSince = null; // no node sends anything
  #faults = []; // { at, to, fault, about }
  #engine = []; // { at, lost, about }
  #stalls = new Map(); // second → the longest, in milliseconds
  #seen = new SeenEvents();

  /** An event as nodes send it, which happened at `at`; repetitions are known. */
  noteEvent(event, at = event.at) {
    if (!this.#seen.add(event)) return;
    const { kind, about, term, seconds = 0, fault } = event;
    if (kind === "lease") this.#noteLease({ node: about, term, from: at, vacantMs: seconds * 1000 });
    if (kind === "fault") this.#faults.push({ at, to: at + seconds * 1000, fault, about });
    if (kind === "engine-lost" || kind === "restored") this.#engine.push({ at, lost: kind === "engine-lost", about });
  }

  /** No node feeds the page from `now` on, or one does again. */
  noteConnection(isHeard, now) {
    this.#unheardSince = isHeard ? null : (this.#unheardSince ?? now);
  }

  /** What a `cluster` message says at `now`: the event says the same more exactly, but perhaps later. */
  noteCluster({ holder, term }, now) {
    if (!holder) {
      this.#vacantSince ??= now;
      return;
    }
    // No event of the last minute says who held the lease all the time.
    if (this.#leases.length === 0) return this.#noteLease({ node: holder, term, from: 0, vacantMs: 0 });
    // A known one was reported more exactly, and a node that lags may report an older one.
    const isKnown = this.#leases.some((lease) => lease.node === holder && lease.term === term);
    if (isKnown) this.#vacantSince = null;
    else this.#noteLease({ node: holder, term, from: now, vacantMs: this.#vacantSince ? now - this.#vacantSince : 0 });
  }

  #noteLease(lease) {
    this.#vacantSince = null;
    const isSame = (known) => known.node === lease.node && known.term === lease.term;
    this.#leases = [...this.#leases.filter((known) => !isSame(known)), lease].sort((a, b) => a.from - b.from);
  }

  /** For `ms` up to `now` this viewer drew no movement though the flight moved. */
  noteStall(ms, now) {
    const second = Math.floor(now / 1000);
    this.#stalls.set(second, Math.max(ms, this.#stalls.get(second) ?? 0));
  }

  /** Everything to draw of the minute up to `now`. */
  view(now) {
    const from = now - spanMs;
    this.#forgetBefore(from);
    const leases = this.#bands(from, now);
    const faults = this.#faults.map((fault) => ({ ...fault, to: Math.min(fault.to, now) }));
    const stalls = [...this.#stalls].map(([second, ms]) => ({ at: second * 1000, ms }));
    const isHeard = this.#unheardSince === null;
    return { from, to: now, isHeard, leases, gaps: this.#gaps(from, now), faults, engine: [...this.#engine], stalls };
  }

  #bands(from, now) {
    return this.#leases.map((lease, i) => {
      const next = this.#leases[i + 1];
      const end = next ? next.from - next.vacantMs : (this.#vacantSince ?? this.#unheardSince ?? now);
      const { node, term, from: since } = lease;
      return { node, term, since, from: Math.max(since, from), to: Math.max(since, end) };
    });
  }

  #gaps(from, now) {
    const ended = this.#leases.filter(({ vacantMs }) => vacantMs > 0);
    const gaps = ended.map((lease) => ({ from: lease.from - lease.vacantMs, to: lease.from, ms: lease.vacantMs }));
    const wasHeld = this.#leases.length > 0; // before the first holder nothing was missing
    if (wasHeld && this.#vacantSince !== null) gaps.push({ from: this.#vacantSince, to: now, ms: now - this.#vacantSince });
    return gaps.filter(({ to }) => to >= from);
  }

  // Of the leases, the one at the beginning of the minute stays.
  #forgetBefore(from) {
    const underWay = this.#leases.findLastIndex((lease) => lease.from <= from);
    if (underWay > 0) this.#leases.splice(0, underWay);
    this.#faults = this.#faults.filter(({ to }) => to >= from);
    this.#engine = this.#engine.filter(({ at }) => at >= from);
    for (const second of this.#stalls.keys()) if (second * 1000 < from) this.#stalls.delete(second);
  }
}

/** The leases of a view that went from one node to another within its minute. */
export function changesOf({ from, leases }) {
  return leases.filter((lease, i) => i > 0 && lease.since >= from && lease.node !== leases[i - 1].node);
}

/**
 * The figures of a view: how many faults and changes of hands, the longest times without a holder and without movement.
 */
export function totalsOf(view) {
  const { from, gaps, faults, stalls } = view;
  const most = (numbers) => Math.max(0, ...numbers);
  return {
    faults: faults.filter(({ at }) => at >= from).length,
    changes: changesOf(view).length,
    vacantMs: most(gaps.map(({ ms }) => ms)),
    stallMs: most(stalls.map(({ ms }) => ms)),
  };
}

/** The stops along the minute, oldest first: { at, kind, … }. */
export function thingsIn({ from, leases, gaps, faults, engine, stalls }) {
  return [
    ...leases.map((lease) => ({ kind: "lease", at: Math.max(lease.since, from), ...lease })),
    ...gaps.map((gap) => ({ kind: "gap", at: gap.from, ...gap })),
    ...faults.map((fault) => ({ kind: "fault", ...fault })),
    ...engine.map((mark) => ({ kind: "engine", ...mark })),
    ...stalls.filter(({ ms }) => ms >= visibleStallMs).map((stall) => ({ kind: "stall", ...stall })),
  ].sort((a, b) => a.at - b.at);
}

/** What happened around an instant, at most `tolerance` away, and the lease held then. */
export function thingsAt(view, at, tolerance) {
  const { leases, gaps, faults, engine, stalls } = view;
  const spans = (thing) => thing.from - tolerance <= at && at <= thing.to + tolerance;
  const nearGaps = gaps.filter(spans);
  return {
    lease: leases.findLast((lease) => lease.from <= at && at <= lease.to),
    gaps: nearGaps,
    faults: faults.filter((fault) => spans({ from: fault.at, to: fault.to })),
    engine: engine.filter((mark) => Math.abs(mark.at - at) <= tolerance),
    stallMs: stalls.find((stall) => stall.at <= at && at < stall.at + 1000)?.ms,
  };
}
