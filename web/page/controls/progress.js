// SPDX-License-Identifier: GPL-3.0-or-later

const patienceMs = 500;
const busy = new WeakSet();

/** What `run()` gives, unless what the button began before is still under way; after half a second the button says so. */
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
