// Falls, and bounces off the floor for ever.
const gravity = 0.25; // box units per tick, each tick

function next(ball) {
    let { dx, dy } = ball;
    if (dx < 0 ? ball.x + dx < ball.radius : ball.x + dx > ball.width - ball.radius)
        dx = -dx;
    // A step by the mean of both speeds keeps the energy, and so does turning round before it.
    if (dy > 0 ? ball.y + dy > ball.height - ball.radius : ball.y + dy < ball.radius)
        dy = -dy;
    const later = dy + gravity;
    return { x: ball.x + dx, y: ball.y + (dy + later) / 2, dx: dx, dy: later };
}
