// SPDX-License-Identifier: GPL-3.0-or-later

const partsOf = (name) => name.match(/\d+|\D+/g) ?? [];
const isNumber = (part) => part !== undefined && /^\d/.test(part);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Without its leading zeros, a longer number is a larger one.
function compareNumbers(a, b) {
  const [first, second] = [a, b].map((part) => part.replace(/^0+(?=\d)/, ""));
  return first.length - second.length || compare(first, second);
}

/**
 * Orders names as people count: node-2 before node-10. Pure. The window's NameOrder.cpp does the same
 * (tests/vectors/names.json).
 */
export function compareNames(a, b) {
  const [first, second] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(first.length, second.length); ++i) {
    const areNumbers = isNumber(first[i]) && isNumber(second[i]);
    const order = areNumbers ? compareNumbers(first[i], second[i]) : compare(first[i], second[i]);
    if (order !== 0) return order;
  }
  return first.length - second.length || compare(a, b);
}
