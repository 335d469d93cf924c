// SPDX-License-Identifier: GPL-3.0-or-later

/** Whether this page comes from a load balancer's address, by the addresses that its node sends. */
export const isPublicPage = (urls, page) =>
  Array.isArray(urls) && urls.some((url) => typeof url === "string" && url.endsWith("/") && page.startsWith(url));

/** The cluster as shown there: the addresses of its nodes lead nowhere from outside. */
export const withoutAddresses = (message) => ({ ...message, nodes: message.nodes.map((node) => ({ ...node, url: "" })) });
