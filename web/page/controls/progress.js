// SPDX-License-Identifier: GPL-3.0-or-later

const patienceMs = 500;
const busy = new WeakSet();

/**
 * Returns what `run()` returns, unless the button's last action is still in progress; after half a second the button
 * shows that.
 */
export async function whileUnderWay(button, run) {
  if (busy.has(button)) return;
  busy.add(button);
  const timer = setTimeout(() => button.setAttribute("aria-busy", "true"), patienceMs);
  try {
    return await run();
  } finally {
    clearTimeout(timer);
    button.removeAttribute("aria-busy");
    busy.delete(button);
  }
}
