// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made to fail: flies well until its first bounce, then throws an exception.

function next(ball) {
    const x = ball.x + ball.dx;
    const y = ball.y + ball.dy;
    if (x <= ball.radius || x >= ball.width - ball.radius || y <= ball.radius || y >= ball.height - ball.radius)
        throw new Error('nobody has taught this ball how to bounce');
    return { x: x, y: y, dx: ball.dx, dy: ball.dy };
}
