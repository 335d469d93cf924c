// Winds around the middle of the box, out and in again.
const [cosine, sine] = [0.99955, 0.029996]; // of 0.03, the angle of a step

function next(ball) {
    const [middleX, middleY] = [ball.width / 2, ball.height / 2];
    let u = (ball.x - middleX) / middleX || 0.05;
    let v = (ball.y - middleY) / middleY;
    const wide = u * u + v * v > 0.7;
    const grow = wide ? 0.98 : ball.tick % 600 < 300 ? 1.004 : 0.996;
    [u, v] = [(u * cosine - v * sine) * grow, (u * sine + v * cosine) * grow];
    const [x, y] = [middleX + u * middleX, middleY + v * middleY];
    return { x: x, y: y, dx: x - ball.x, dy: y - ball.y };
}
