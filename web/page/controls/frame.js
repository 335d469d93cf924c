// SPDX-License-Identifier: GPL-3.0-or-later

function once(schedule, act) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    schedule(() => {
      isAsked = false;
      act();
    });
  };
}

/** `act`, to be asked for as often as something changes: it is called once, before the next frame of a page that is seen. */
export const oncePerFrame = (act) => once(requestAnimationFrame, act);

/**
 * The same, right after that frame is drawn: then all has its place, so that asking where costs nothing, and what takes
 * long has the time until the frame after it.
 */
export const onceAfterFrame = (act) => once((then) => requestAnimationFrame(() => setTimeout(then)), act);
