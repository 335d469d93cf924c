// Made to fail: flies to the right, and knows nothing of walls.
function next(ball) {
    const x = ball.x + 6;
    if (x > ball.width - ball.radius)
        throw new Error("there is a wall");
    return { x: x, y: ball.y, dx: 6, dy: 0 };
}
