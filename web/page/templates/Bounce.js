// Flies straight and bounces off the walls.
function next(ball) {
    let { dx, dy } = ball;
    if (dx < 0 ? ball.x + dx < ball.radius : ball.x + dx > ball.width - ball.radius)
        dx = -dx;
    if (dy < 0 ? ball.y + dy < ball.radius : ball.y + dy > ball.height - ball.radius)
        dy = -dy;
    return { x: ball.x + dx, y: ball.y + dy, dx: dx, dy: dy };
}
