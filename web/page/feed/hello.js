// SPDX-License-Identifier: GPL-3.0-or-later
import { understood } from "./messages.js";

/** A node's greeting, with `came`, when it was heard: it may be used long after that. */
export function heardHello(text) {
  const message = understood(text);
  return message?.type === "hello" ? { ...message, came: performance.now() } : null;
}
