// SPDX-License-Identifier: GPL-3.0-or-later

const holdMs = 1000;
const pressing = new Set(["Enter", " "]);

/** Calls `run` when what is pressed now has been released, wherever that is, and its click is over. */
function afterRelease(run) {
  const heard = new AbortController();
  const released = () => {
    heard.abort();
    setTimeout(run);
  };
  for (const way of ["pointerup", "pointercancel", "keyup", "blur"]) addEventListener(way, released, { signal: heard.signal });
}

/**
 * Calls `run(aim)` when a button was held for a second, by pointer or by key, with the same aim all the time. The
 * release does not count as a click. Meanwhile the button has the class `holding`.
 */
export function onHold(button, aimOf, run) {
  let timer;
  let hasRun = false;
  const end = () => {
    clearTimeout(timer);
    timer = undefined;
    button.classList.remove("holding");
  };
  const begin = () => {
    if (timer !== undefined) return;
    hasRun = false;
    const aim = aimOf();
    button.classList.add("holding");
    timer = setTimeout(() => {
      end();
      hasRun = aimOf() === aim;
      if (!hasRun) return;
      afterRelease(() => (hasRun = false));
      run(aim);
    }, holdMs);
  };
  button.addEventListener("pointerdown", (event) => event.button === 0 && begin());
  button.addEventListener("keydown", (event) => pressing.has(event.key) && !event.repeat && begin());
  for (const over of ["pointerup", "pointerleave", "pointercancel", "keyup", "blur"]) button.addEventListener(over, end);
  button.addEventListener("contextmenu", (event) => event.preventDefault()); // a long touch
  button.addEventListener("click", (event) => {
    if (hasRun) event.stopImmediatePropagation();
  }, { capture: true });
}
