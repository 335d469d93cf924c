// SPDX-License-Identifier: GPL-3.0-or-later

/** How numbers are written in a language with this decimal point. */
export function numbersWith(point) {
  const plain = (number) => String(number).replace(".", point);
  return {
    plain,
    /** As many digits as are meaningful. */
    digits: (number) => plain(number < 9.95 ? Math.round(number * 10) / 10 : Math.round(number)),
    /** Never "-0.0". */
    fixed: (number, places) => number.toFixed(places).replace(/^-(?=[0.]*$)/, "").replace(".", point),
  };
}
