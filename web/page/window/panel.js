// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setText } from "../controls/dom.js";
import { sentElement, setSent } from "../controls/sent-text.js";
import { strings } from "./strings.js";

/** Facts about the whole cluster; `own` is the id of the node that feeds this page. */
export function showFacts({ behavior, on_trial: onTrial, term, revision, holder }, own) {
  setText(find("behavior"), behavior || strings.unknown);
  find("trial").hidden = !onTrial;
  setText(find("term"), term || strings.unknown);
  setText(find("revision"), revision ?? strings.unknown);
  find("connected-ball").toggleAttribute("hidden", holder !== own);
}

/** All of it in one line, for a wall; `summary` is the recorder's. */
export function showStatusLine({ holder, term, behavior, nodes }, summary) {
  const name = nodes.find(({ id }) => id === holder)?.name;
  setText(find("status-line"), strings.statusLine({ holder: name, term, behavior, nodes: nodes.length, summary }));
}

/** What is wrong with the cluster, a sentence each; nodes up to version 0.1.1 send none. */
export function showWarnings(warnings = []) {
  const list = find("warnings");
  list.replaceChildren(...warnings.map((warning) => sentElement("li", "", warning)));
  list.hidden = warnings.length === 0;
}

/** What the lease stands on, where that is not the nodes themselves; nodes up to version 0.1.1 do not say. */
export function showCoordination(summary = "") {
  setSent(find("coordination"), summary);
}

export function showUsersOnline(count) {
  setText(find("users-online"), count);
}
