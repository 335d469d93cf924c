// SPDX-License-Identifier: GPL-3.0-or-later

const characterWidth = 6.4;
const textHeight = 16;
const textGap = 4; // from one figure to the next
const places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]; // along a line, the best first
const clearance = 3; // between a line and a card that it passes
const bends = [0.5, -0.5, 1, -1]; // how far a line goes sideways to pass a card, in widths of a card

const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The size of a figure. */
export const sizeOf = (text) => ({ width: text.length * characterWidth, height: textHeight });

/** A point of a line that leads from one end to the other past a third point. */
export function along({ from, past, to }, t) {
  const mix = (a, b, c) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
  return { x: mix(from.x, past.x, to.x), y: mix(from.y, past.y, to.y) };
}

/**
 * Lines between cards, from the edge of the one to the edge of the other, for links { a, b, text }. None runs behind
 * another card. Each text is placed on its line where there is no card and no other text; `place` is null if there is no
 * such point. `cards` is a Map of rectangles by id, `others` are those of cards without links. Pure.
 */
export function layOutLinks(links, cards, others = []) {
  const rectangles = [...cards.values(), ...others];
  const ground = middle(boundsOf(rectangles));
  const taken = [...rectangles];
  return links
    .filter(({ a, b }) => cards.has(a) && cards.has(b))
    .map((link) => {
      const [a, b] = [cards.get(link.a), cards.get(link.b)];
      const line = lineBetween(a, b, rectangles, ground);
      if (!line) return null;
      const label = labelOn(line, link.text, taken);
      if (label) taken.push({ ...label, x: label.x - textGap, width: label.width + 2 * textGap });
      return { ...link, ...line, place: label && middle(label) };
    })
    .filter(Boolean);
}

function boundsOf(rectangles) {
  const x = Math.min(...rectangles.map((r) => r.x));
  const y = Math.min(...rectangles.map((r) => r.y));
  const right = Math.max(...rectangles.map((r) => r.x + r.width));
  const bottom = Math.max(...rectangles.map((r) => r.y + r.height));
  return { x, y, width: right - x, height: bottom - y };
}

const steps = 64; // of a line, in which it is searched
const halvings = 16;

/** Where a line from inside a rectangle leaves it, from 0 to 1; `reversed` looks from the other end. */
function exit(line, rectangle, reversed) {
  const isIn = (t) => overlap({ ...along(line, reversed ? 1 - t : t), width: 0, height: 0 }, rectangle);
  let beyond = 1;
  while (beyond < steps && isIn(beyond / steps)) ++beyond;
  let [inside, outside] = [(beyond - 1) / steps, beyond / steps];
  for (let i = 0; i < halvings; ++i) {
    const t = (inside + outside) / 2;
    if (isIn(t)) inside = t;
    else outside = t;
  }
  return outside;
}

/** The visible part of a line, between its two cards; null if they touch. */
function seenPart(line, a, b) {
  const [begin, end] = [exit(line, a, false), 1 - exit(line, b, true)];
  if (begin >= end) return null;
  const { from, past, to } = line;
  const mix = (a, b, c) => (1 - begin) * (1 - end) * a + (begin + end - 2 * begin * end) * b + begin * end * c;
  return {
    from: along(line, begin),
    past: { x: mix(from.x, past.x, to.x), y: mix(from.y, past.y, to.y) },
    to: along(line, end),
  };
}

/** The first way between two cards that no other card hides; null if they touch, or if there is none. */
function lineBetween(a, b, rectangles, ground) {
  const inTheWay = rectangles.filter((r) => r !== a && r !== b).map(withRoom);
  for (const way of waysBetween(a, b, ground)) {
    const line = seenPart(way, a, b);
    if (!line) return null;
    if (isFree(line, inTheWay)) return line;
  }
  return null;
}

const withRoom = ({ x, y, width, height }) =>
  ({ x: x - clearance, y: y - clearance, width: width + 2 * clearance, height: height + 2 * clearance });

function isFree(line, inTheWay) {
  for (let i = 0; i <= steps; ++i) {
    const point = { ...along(line, i / steps), width: 0, height: 0 };
    if (inTheWay.some((rectangle) => overlap(point, rectangle))) return false;
  }
  return true;
}

// The plainest first: straight from middle to middle; between two cards of one column a bend into the lane between the
// columns; from edge to edge along that lane, where no card is; and a bend to either side.
function* waysBetween(a, b, ground) {
  const [from, to] = [middle(a), middle(b)];
  const half = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  yield { from, past: half, to };
  if (from.x === to.x && from.x !== ground.x) yield { from, past: { x: from.x + 2 * (ground.x - from.x), y: half.y }, to };
  yield alongLane(a, b, ground.x);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  for (const bend of bends) {
    const aside = (bend * a.width) / length;
    yield { from, past: { x: half.x + aside * (to.y - from.y), y: half.y - aside * (to.x - from.x) }, to };
  }
}

// A card that lies across the lane is left at its upper or lower edge, another one at the edge that faces the lane.
function alongLane(a, b, lane) {
  const isAcross = ({ x, width }) => x < lane && lane < x + width;
  const edgeOf = (card, other) => {
    const { x, y } = middle(card);
    if (!isAcross(card)) return { x: x < lane ? card.x + card.width : card.x, y };
    return { x: lane, y: y < middle(other).y ? card.y + card.height : card.y };
  };
  const [from, to] = [edgeOf(a, b), edgeOf(b, a)];
  const half = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (isAcross(a)) return { from, past: { x: lane, y: to.y }, to };
  if (isAcross(b)) return { from, past: { x: lane, y: from.y }, to };
  return { from, past: from.x === to.x ? { x: 2 * lane - from.x, y: half.y } : half, to };
}

function labelOn(line, text, taken) {
  const { width, height } = sizeOf(text);
  for (const t of places) {
    const { x, y } = along(line, t);
    const label = { x: x - width / 2, y: y - height / 2, width, height };
    if (!taken.some((rectangle) => overlap(label, rectangle))) return label;
  }
  return null;
}
