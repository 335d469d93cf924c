// SPDX-License-Identifier: GPL-3.0-or-later
import { thingsAt, totalsOf } from "./recorder.js";
import { strings } from "../window/strings.js";

/** A view in one sentence. */
export function summaryOf(view) {
  const { faults, changes, vacantMs, stallMs } = totalsOf(view);
  return strings.lastMinutes(Math.round((view.to - view.from) / 60_000), [
    strings.faultCount(faults),
    strings.changeCount(changes),
    vacancy(view, vacantMs),
    strings.longestStall(strings.duration(stallMs)),
  ]);
}

function vacancy({ leases, isHeard }, ms) {
  if (ms > 0) return strings.longestVacancy(strings.duration(ms));
  return leases.length > 0 && isHeard ? strings.noVacancy : strings.holderUnknown;
}

/** What happened at an instant. `nameOf(id)` returns a node's name, `titleOf(fault)` a fault's title. */
export function wordsFor(view, at, tolerance, nameOf, titleOf) {
  const { lease, gaps, faults, engine, stallMs } = thingsAt(view, at, tolerance);
  const parts = [
    lease ? strings.heldBy(nameOf(lease.node), lease.term) : gaps.length === 0 && strings.holderUnknown,
    ...gaps.map(({ ms }) => strings.heldByNobody(strings.duration(ms))),
    ...faults.map((fault) => strings.faultOn(titleOf(fault.fault), nameOf(fault.about))),
    ...engine.map(({ lost, about }) => (lost ? strings.engineLost(nameOf(about)) : strings.engineFliesOn(nameOf(about)))),
    stallMs !== undefined && strings.stallThen(strings.duration(stallMs)),
  ];
  return `${strings.ago(Math.max(0, view.to - at))}: ${parts.filter(Boolean).join(" · ")}`;
}
