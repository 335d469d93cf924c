// SPDX-License-Identifier: GPL-3.0-or-later
// Not a module, so that it runs before anything is drawn: no flash of the other colours, nor of what is not shown.
const asked = new URLSearchParams(location.search);
const mode = ["kiosk", "present"].find((each) => asked.has(each));
if (mode) document.documentElement.dataset.mode = mode;
try {
  const kept = localStorage.getItem("everbounce theme");
  if (kept) document.documentElement.dataset.theme = kept;
} catch {
  // A browser without storage: the system's colours.
}
