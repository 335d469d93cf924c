// SPDX-License-Identifier: GPL-3.0-or-later
import { onHold } from "./hold.js";
import { onThreePresses } from "./presses.js";
import { drawn } from "./svg.js";

/** Dangerous controls need three clicks within a second, or a hold; a ring in the button fills meanwhile. */
export function onDanger(button, label, aimOf, run) {
  const ring = drawn("circle", { r: 7, cx: 9, cy: 9, pathLength: 100, "stroke-dasharray": "100 100", "stroke-dashoffset": 100 });
  const ground = drawn("circle", { class: "ring-ground", r: 7, cx: 9, cy: 9 });
  label.before(drawn("svg", { class: "ring", viewBox: "0 0 18 18", "aria-hidden": "true" }, ground, ring));
  const fill = (share) => ring.setAttribute("stroke-dashoffset", 100 * (1 - share));
  onHold(button, aimOf, run);
  onThreePresses(button, label, aimOf, run, fill);
}
