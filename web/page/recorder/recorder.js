// SPDX-License-Identifier: GPL-3.0-or-later
import { SeenEvents } from "../feed/seen-events.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const choices = [1, 10, 60]; // minutes that can be looked at
const outageMs = 2000; // a page that goes from node to node takes less
const most = 1000; // of each kind; of more the oldest are forgotten
const bars = 60; // of stalls
export const visibleStallMs = 50; // a person may see longer ones

/**
 * The last hour: who held the lease, what was broken, what was lost, and what this viewer drew. Pure; all times are of
 * one clock, in milliseconds.
 */
export class Recorder {
  #leases = []; // { node, term, from, vacantMs }, in the order of their instants
  #vacantSince = null; // nobody holds the lease, as far as is known
  #unheardSince = null; // no node sends anything
  #outage = null; // the last one, until it is known whether the lease outlived it: { lease, from }
  #faults = []; // { at, to, fault, about }
  #engine = []; // { at, lost, about }
  #stalls = new Map(); // second → the longest, in milliseconds
  #seen = new SeenEvents(4 * most);
  #knownSince = 0;

  /** An event as nodes send it, which happened at `at`; repetitions are known. */
  noteEvent(event, at = event.at) {
    if (!this.#seen.add(event)) return;
    const { kind, about, term, seconds = 0, fault } = event;
    if (kind === "lease") this.#noteLease({ node: about, term, from: at, vacantMs: seconds * 1000 });
    if (kind === "fault") this.#faults.push({ at, to: at + seconds * 1000, fault, about });
    if (kind === "engine-lost" || kind === "restored") this.#engine.push({ at, lost: kind === "engine-lost", about });
  }

  /** What happened before an instant is not known. */
  noteKnownSince(instant) {
    this.#knownSince = instant;
  }

  /** No node feeds the page from `now` on, or one does again. */
  noteConnection(isHeard, now) {
    const from = this.#unheardSince;
    const lease = this.#leases.at(-1);
    if (isHeard && lease && from !== null && now - from >= outageMs) this.#outage = { lease, from };
    this.#unheardSince = isHeard ? null : (from ?? now);
  }

  /** What a `cluster` message says at `now`: the event says the same more exactly, but perhaps later. */
  noteCluster({ holder, term }, now) {
    if (!holder) {
      this.#vacantSince ??= now;
      return;
    }
    this.#endOutage(holder, term);
    // No event says who held the lease all the time.
    if (this.#leases.length === 0) return this.#noteLease({ node: holder, term, from: 0, vacantMs: 0 });
    // A known one was reported more exactly, and a node that lags may report an older one.
    const isKnown = this.#leases.some((lease) => lease.node === holder && lease.term === term);
    if (isKnown) this.#vacantSince = null;
    else this.#noteLease({ node: holder, term, from: now, vacantMs: this.#vacantSince ? now - this.#vacantSince : 0 });
  }

  // Under another lease nobody knows how long the last one was held.
  #endOutage(holder, term) {
    const { lease, from } = this.#outage ?? {};
    this.#outage = null;
    if (lease && (lease.node !== holder || lease.term !== term)) lease.lastHeard = from;
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

  /**
   * For how long this viewer drew no movement when a term began: from when nobody held the lease to a second after it was
   * taken. undefined if it drew nothing then.
   */
  stallAround(term) {
    const lease = this.#leases.find((each) => each.term === term);
    if (!lease) return undefined;
    const first = Math.floor((lease.from - lease.vacantMs) / 1000);
    const last = Math.floor(lease.from / 1000) + 1;
    if (!this.#stalls.has(first)) return undefined;
    return Math.max(...[...this.#stalls].filter(([second]) => first <= second && second <= last).map(([, ms]) => ms));
  }

  /** Everything to draw of so many minutes up to `now`, 60 at most. */
  view(now, minutes = 1) {
    this.#forgetBefore(now - hourMs);
    const from = now - minutes * minuteMs;
    const leases = this.#bands(from, now);
    const faults = this.#faults.filter(({ to }) => to >= from).map((fault) => ({ ...fault, to: Math.min(fault.to, now) }));
    const engine = this.#engine.filter(({ at }) => at >= from);
    const isHeard = this.#unheardSince === null && !this.#leases.some(({ lastHeard }) => lastHeard >= from);
    return { from, to: now, isHeard, leases, gaps: this.#gaps(from, now), faults, engine, stalls: this.#bars(from, now) };
  }

  // The longest stall in each bar's time.
  #bars(from, now) {
    const length = barMs({ from, to: now });
    const bars = new Map();
    for (const [second, ms] of this.#stalls) {
      if (second * 1000 < from) continue;
      const at = Math.floor((second * 1000) / length) * length;
      bars.set(at, Math.max(ms, bars.get(at) ?? 0));
    }
    return [...bars].map(([at, ms]) => ({ at, ms }));
  }

  // The first one is that under which the time began.
  #bands(from, now) {
    const first = Math.max(from, this.#knownSince);
    const bands = this.#leases.map((lease, i) => {
      const next = this.#leases[i + 1];
      const { node, term, from: since, lastHeard = Infinity } = lease;
      const end = Math.min(lastHeard, next ? next.from - next.vacantMs : (this.#vacantSince ?? this.#unheardSince ?? now));
      return { node, term, since, from: Math.max(since, first), to: Math.max(since, first, end) };
    });
    return bands.slice(Math.max(0, this.#leases.findLastIndex((lease) => lease.from <= first)));
  }

  #gaps(from, now) {
    const ended = this.#leases.filter(({ vacantMs }) => vacantMs > 0);
    const gaps = ended.map((lease) => ({ from: lease.from - lease.vacantMs, to: lease.from, ms: lease.vacantMs }));
    const wasHeld = this.#leases.length > 0; // before the first holder nothing was missing
    if (wasHeld && this.#vacantSince !== null) gaps.push({ from: this.#vacantSince, to: now, ms: now - this.#vacantSince });
    return gaps.filter(({ to }) => to >= from);
  }

  // Of the leases, the one at the beginning of the hour stays.
  #forgetBefore(from) {
    const underWay = this.#leases.findLastIndex((lease) => lease.from <= from);
    if (underWay > 0) this.#leases.splice(0, underWay);
    this.#leases = this.#leases.slice(-most);
    this.#faults = this.#faults.filter(({ to }) => to >= from).slice(-most);
    this.#engine = this.#engine.filter(({ at }) => at >= from).slice(-most);
    for (const second of this.#stalls.keys()) if (second * 1000 < from) this.#stalls.delete(second);
  }
}

/** How long a bar of the stalls is. */
export const barMs = ({ from, to }) => (to - from) / bars;

/** The leases of a view that went from one node to another within its time. */
export function changesOf({ from, leases }) {
  return leases.filter((lease, i) => i > 0 && lease.since >= from && lease.node !== leases[i - 1].node);
}

/**
 * The figures of a view: how many faults and changes of holder, the longest times without a holder and without movement.
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

/** The stops along a view, oldest first: { at, kind, … }. */
export function thingsIn({ from, leases, gaps, faults, engine, stalls }) {
  return [
    ...leases.map((lease) => ({ kind: "lease", at: Math.max(lease.since, from), ...lease })),
    ...gaps.map((gap) => ({ kind: "gap", at: gap.from, ...gap })),
    ...faults.map((fault) => ({ kind: "fault", ...fault })),
    ...engine.map((mark) => ({ kind: "engine", ...mark })),
    ...stalls.filter(({ ms }) => ms >= visibleStallMs).map((stall) => ({ kind: "stall", ...stall })),
  ].sort((a, b) => a.at - b.at);
}

// Of things that are near an instant the nearest few, in their own order.
function nearest(things, tolerance, distance) {
  const mostNear = 3;
  const limit = Math.min(tolerance, things.map(distance).sort((a, b) => a - b)[mostNear - 1] ?? tolerance);
  return things.filter((thing) => distance(thing) <= limit).slice(0, mostNear);
}

/** What happened around an instant, at most `tolerance` away, of each kind the nearest few; and the lease held then. */
export function thingsAt(view, at, tolerance) {
  const { leases, gaps, faults, engine, stalls } = view;
  const distance = (from, to) => Math.max(from - at, at - to, 0);
  return {
    lease: leases.findLast((lease) => lease.from <= at && at <= lease.to),
    gaps: nearest(gaps, tolerance, (gap) => distance(gap.from, gap.to)),
    faults: nearest(faults, tolerance, (fault) => distance(fault.at, fault.to)),
    engine: nearest(engine, tolerance, (mark) => distance(mark.at, mark.at)),
    stallMs: stalls.find((stall) => stall.at <= at && at < stall.at + barMs(view))?.ms,
  };
}
