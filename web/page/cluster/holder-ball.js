// SPDX-License-Identifier: GPL-3.0-or-later
import { smallBall } from "../controls/svg.js";

const moveMs = 450;
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The ball on the card of the node that runs the engine; at a change of holder it moves there. */
export class HolderBall {
  #ball = smallBall("holder-ball");
  #ground;
  #at = null; // where it is on the ground, kept while nobody holds the lease

  /** `ground` is what the cards stand on. */
  constructor(ground) {
    this.#ground = ground;
  }

  /** Call it before anything about the cards changes: the ball moves from its place then. */
  remember() {
    if (this.#ball.isConnected) this.#at = this.#place();
  }

  /** Puts it into a card's slot; hides it if there is none. */
  show(slot) {
    if (!slot) return this.#ball.remove();
    if (this.#ball.parentNode === slot) return;
    slot.append(this.#ball);
    if (this.#at && !still.matches) this.#moveFrom(this.#at);
  }

  #place() {
    const ground = this.#ground.getBoundingClientRect();
    const { left, top } = this.#ball.getBoundingClientRect();
    return { x: left - ground.left, y: top - ground.top };
  }

  #moveFrom({ x, y }) {
    const here = this.#place();
    const away = `translate(${x - here.x}px, ${y - here.y}px)`;
    this.#ball.animate([{ transform: away }, { transform: "none" }], { duration: moveMs, easing: "ease-out" });
  }
}
