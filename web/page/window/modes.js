// SPDX-License-Identifier: GPL-3.0-or-later

const root = document.documentElement;

/** Keeps the screen on, where the browser lets a page do so. */
function keepAwake() {
  const ask = () => !document.hidden && navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", ask);
  ask();
}

/**
 * How the page is shown: as a console, to an audience ("present"), or on a wall ("kiosk"). early-theme.js has set what
 * the address asks for, before anything is drawn.
 */
export class Modes {
  #onPresent;

  /** `onPresent()` is called when the page begins to be shown to an audience. */
  constructor(onPresent) {
    this.#onPresent = onPresent;
    document.addEventListener("fullscreenchange", () => document.fullscreenElement || this.#endPresenting());
    if (this.isPresenting) onPresent();
    if (this.isKiosk) keepAwake();
  }

  get isKiosk() {
    return root.dataset.mode === "kiosk";
  }

  get isPresenting() {
    return root.dataset.mode === "present";
  }

  togglePresenting() {
    if (this.isKiosk) return;
    if (this.isPresenting) {
      this.#endPresenting();
      if (document.fullscreenElement) document.exitFullscreen();
      return;
    }
    root.dataset.mode = "present";
    root.requestFullscreen?.().catch(() => {}); // it is large in its tab too
    this.#onPresent();
  }

  #endPresenting() {
    if (this.isPresenting) delete root.dataset.mode;
  }
}
