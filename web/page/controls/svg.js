// SPDX-License-Identifier: GPL-3.0-or-later

/** An element of a drawing, with its attributes and children. */
export function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The scene's own ball, in small. */
export function smallBall(className) {
  return drawn("svg", { class: className, viewBox: "-20 -20 40 40", "aria-hidden": "true" }, drawn("use", { href: "#ball-shape" }));
}

export const rounded = (number) => Math.round(number * 10) / 10;
