// SPDX-License-Identifier: GPL-3.0-or-later

const mostAheadMs = 2000; // clocks of one cluster are no further apart

/**
 * When an event happened, by the clock that says `now`: by its tick, which all nodes share. If it has none, this page
 * knows no ticks yet, or the tick belongs to another flight, the wall clocks of two machines have to do. Never after
 * `now`.
 */
export function instantOf(event, { now, wall, tick, tickMs }) {
  const ago = Number.isFinite(event.tick) && Number.isFinite(tick) ? (tick - event.tick) * tickMs : -Infinity;
  return now - Math.max(0, ago >= -mostAheadMs ? ago : wall - event.at);
}
