// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ball rolls as over a billiard table: it slows down evenly, bounces off the cushions, and once it has nearly come to
// rest it is struck anew. The ball's own random generator draws the direction.

const friction = 0.05; // box units per tick, each tick
const nearlyAtRest = 1;
const softest = 6;
const hardest = 11;

function struck(random) {
    const speed = softest + (hardest - softest) * random.unit();
    const angle = 2 * Math.PI * random.unit();
    return { dx: speed * Math.cos(angle), dy: speed * Math.sin(angle) };
}

// Off the wall that the step would touch, if any.
function bounced(position, step, extent, radius) {
    const touches = step < 0 ? position + step <= radius : position + step >= extent - radius;
    return touches ? -step : step;
}

function next(ball, random) {
    let { dx, dy } = ball;
    if (!(Math.hypot(dx, dy) > nearlyAtRest))
        ({ dx, dy } = struck(random));
    dx = bounced(ball.x, dx, ball.width, ball.radius);
    dy = bounced(ball.y, dy, ball.height, ball.radius);

    const slower = 1 - friction / Math.hypot(dx, dy);
    return { x: ball.x + dx * (1 + slower) / 2, y: ball.y + dy * (1 + slower) / 2, dx: dx * slower, dy: dy * slower };
}
