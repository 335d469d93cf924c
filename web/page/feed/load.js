// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * What the page's own node returns at a path beside the page, or null if it does not: it may be gone, even in the
 * middle of its answer.
 */
export async function load(path) {
  try {
    const answer = await fetch(path);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
