// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made to fail: the ball gets a position that is not a number.

function next(ball) {
    return { x: 0 / 0, y: ball.y + ball.dy, dx: ball.dx, dy: ball.dy };
}
