// SPDX-License-Identifier: GPL-3.0-or-later
import { drawn, rounded } from "../controls/svg.js";

/** The ball of another side: faint, with a dashed outline that can be seen around the own ball, too. */
export function sideBall(attributes) {
  return drawn("g", { class: "side-ball", ...attributes }, drawn("use", { href: "#ball-shape" }), drawn("circle", { r: 24 }));
}

/** The balls of the other sides, above the sentence that tells of them and below the own ball. */
export class SideBalls {
  #group = drawn("g", { id: "side-balls", "aria-hidden": "true" });
  #balls = new Map(); // the node that tells of a side → its ball
  #ballAt;

  /** `drawing` is of the box, with the own ball at its end; `ballAt(node, time)` says where each is. */
  constructor(drawing, ballAt) {
    this.#ballAt = ballAt;
    drawing.prepend(this.#group);
  }

  /** The nodes that tell of other sides. */
  show(nodes) {
    for (const [node, ball] of this.#balls) {
      if (nodes.includes(node)) continue;
      ball.remove();
      this.#balls.delete(node);
    }
    for (const node of nodes) {
      if (this.#balls.has(node)) continue;
      const ball = sideBall({ "data-side": node, hidden: "" });
      this.#balls.set(node, ball);
      this.#group.append(ball);
    }
  }

  /** Call it with each frame. */
  draw(time) {
    for (const [node, ball] of this.#balls) {
      const at = this.#ballAt(node, time);
      ball.toggleAttribute("hidden", !at);
      if (at) ball.setAttribute("transform", `translate(${rounded(at.x)} ${rounded(at.y)})`);
    }
  }
}
