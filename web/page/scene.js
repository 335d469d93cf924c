// SPDX-License-Identifier: GPL-3.0-or-later

const twoDecimals = (number) => Math.round(number * 100) / 100;

/** Moves the ball at the display's own rate. Nothing but its transform changes. */
export function flyBall(ball, flight) {
  let shown = ball.getAttribute("transform");
  const draw = (time) => {
    const tick = flight.tickAt(time);
    const position = tick === undefined ? null : flight.positionAt(tick);
    const transform = position && `translate(${twoDecimals(position.x)} ${twoDecimals(position.y)})`;
    if (transform && transform !== shown) {
      ball.setAttribute("transform", transform);
      shown = transform;
    }
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
}
