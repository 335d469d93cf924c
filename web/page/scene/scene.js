// SPDX-License-Identifier: GPL-3.0-or-later

const twoDecimals = (number) => Math.round(number * 100) / 100;

/**
 * Moves the ball, and everything that follows it, at the display's own rate; only their transform changes. `drawn(time,
 * tick, hasMoved)` is called after each frame that has a flight.
 */
export function flyBall(balls, flight, drawn) {
  let shown = balls[0].getAttribute("transform");
  const draw = (time) => {
    requestAnimationFrame(draw); // first: whatever fails below, the ball flies on
    const tick = flight.tickAt(time);
    const position = tick === undefined ? null : flight.positionAt(tick);
    if (position) {
      const transform = `translate(${twoDecimals(position.x)} ${twoDecimals(position.y)})`;
      const hasMoved = transform !== shown;
      if (hasMoved) for (const ball of balls) ball.setAttribute("transform", transform);
      shown = transform;
      drawn(time, tick, hasMoved);
    }
  };
  requestAnimationFrame(draw);
}
