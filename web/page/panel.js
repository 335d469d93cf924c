// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setText } from "./dom.js";
import { strings } from "./strings.js";

/** What holds for the whole cluster. */
export function showFacts({ behavior, on_trial: onTrial, term, revision }) {
  setText(find("behavior"), behavior || strings.unknown);
  find("trial").hidden = !onTrial;
  setText(find("term"), term || strings.unknown);
  setText(find("revision"), revision ?? strings.unknown);
}

export function showUsersOnline(count) {
  setText(find("users-online"), count);
}
