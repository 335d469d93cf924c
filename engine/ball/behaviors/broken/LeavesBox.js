// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made to fail: does not bounce, so the ball flies out of the box.

function next(ball) {
    return { x: ball.x + ball.dx, y: ball.y + ball.dy, dx: ball.dx, dy: ball.dy };
}
