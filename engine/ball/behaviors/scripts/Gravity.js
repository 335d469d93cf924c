// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ball falls, and bounces for ever.
//
// A step by the mean speed of its two ends keeps the energy exactly, and so does a reflection where the step begins. The
// acceleration is a quarter, so that every sum is a multiple of an eighth: nothing is lost to rounding, not in years.

const gravity = 0.25; // box units per tick, each tick

// A ball that comes down slower than this leaves the floor at this speed, and rises 50 units: it never comes to rest.
const slowestBounce = 5;

function next(ball) {
    const { radius, width, height } = ball;
    let { x, y, dx, dy } = ball;
    if (dx < 0 ? x + dx <= radius : x + dx >= width - radius)
        dx = dx < 0 ? Math.abs(dx) : -Math.abs(dx);

    const fall = dy + gravity / 2; // of this step
    if (fall > 0 && y + fall >= height - radius)
        dy = -Math.max(Math.abs(dy), slowestBounce);
    else if (fall < 0 && y + fall <= radius)
        dy = Math.abs(dy);
    return { x: x + dx, y: y + dy + gravity / 2, dx: dx, dy: dy + gravity };
}
