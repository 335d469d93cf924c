// SPDX-License-Identifier: GPL-3.0-or-later

/** The address of a page as nodes send it, or undefined if no browser can open it. Pure. */
export function pageAddress(told) {
  if (typeof told !== "string" || !/^https?:/i.test(told)) return undefined;
  try {
    return new URL(told).href;
  } catch {
    return undefined; // such as an IPv6 address with a zone
  }
}

/** Where a node's live feed is, from the address of its page. */
export function feedAddress(pageUrl) {
  return new URL("live", pageUrl).href.replace(/^http/, "ws");
}

/** Where a node's health check is, from the address of its live feed. */
export function healthAddress(feed) {
  return new URL("healthz", feed).href.replace(/^ws/, "http");
}
