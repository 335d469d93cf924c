// SPDX-License-Identifier: GPL-3.0-or-later

/** Whether a page is shown where a load balancer shows the cluster, by the addresses that its node tells. */
export const isPublicPage = (urls, page) =>
  Array.isArray(urls) && urls.some((url) => typeof url === "string" && url.endsWith("/") && page.startsWith(url));

/** The cluster as it is shown there: the addresses of its nodes lead whoever is outside nowhere. */
export const withoutAddresses = (message) => ({ ...message, nodes: message.nodes.map((node) => ({ ...node, url: "" })) });
