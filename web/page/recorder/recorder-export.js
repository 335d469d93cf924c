// SPDX-License-Identifier: GPL-3.0-or-later

const properties = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "paint-order", "font-size", "font-weight", "font-family"];

/** A drawing as a document of its own: with the looks that the page gives it. */
export function standaloneSvg(drawing) {
  const copy = drawing.cloneNode(true);
  const [from, to] = [drawing, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  from.forEach((element, i) => {
    const look = getComputedStyle(element);
    for (const property of properties) to[i].setAttribute(property, look.getPropertyValue(property));
    to[i].removeAttribute("class");
  });
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", width);
  ground.setAttribute("height", height);
  ground.setAttribute("fill", getComputedStyle(drawing.closest(".card")).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

/** A drawing as PNG, so many times as large. */
export async function pngOf(svg, scale = 2) {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * scale;
    canvas.height = image.naturalHeight * scale;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A view of the recorder as JSON: milliseconds before its end, names of nodes. */
export function jsonOf({ from, to, leases, gaps, faults, engine, stalls }, nameOf) {
  const ago = (at) => Math.round((to - at) * 10) / 10;
  const span = (thing) => ({ from_ms_ago: ago(Math.max(thing.from, from)), to_ms_ago: ago(thing.to) });
  return {
    until: new Date(to).toISOString(),
    leases: leases.map((lease) => ({ node: nameOf(lease.node), term: lease.term, ...span(lease) })),
    gaps: gaps.map((gap) => ({ ...span(gap), ms: gap.ms })),
    faults: faults.map((fault) => ({ fault: fault.fault, node: nameOf(fault.about), ...span({ from: fault.at, to: fault.to }) })),
    engine: engine.map(({ at, lost, about }) => ({ ms_ago: ago(at), what: lost ? "lost" : "took over", node: nameOf(about) })),
    stalls: stalls.map(({ at, ms }) => ({ ms_ago: ago(at), ms })),
  };
}

/** Hands a file to the browser. */
export function save(content, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
