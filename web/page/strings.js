// SPDX-License-Identifier: GPL-3.0-or-later

const several = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** Every text of the page, but for those that nodes send and those that are there before any script. */
export const strings = {
  facts: "The cluster now",
  usersOnline: "Users online",
  behavior: "Behaviour",
  term: "Term",
  revision: "Revision",
  unknown: "–",

  connectedTo: (name) => `Connected to ${name}`,
  looking: "Looking for a node…",

  nodes: "Nodes",
  movesTheBall: "moves the ball",
  thisNode: "this node",
  silent: "silent",
  askedToDie: "asked to die",
  viewers: (count) => several(count, "viewer", "viewers"),
  kill: "Kill",
  killThree: "Kill ×3",

  behaviors: "Behaviours",
  nudge: "Nudge",
  newBehavior: (name) => `new: ${name}`,
  sources: { builtin: "built in", plugin: "plugin", script: "script", missing: "missing" },
  current: "now",
  onTrial: "on trial",
  onTrialWith: (lastGood) => `Should it fail, the ball goes back to ${lastGood}.`,
  quarantined: "quarantined",
  whyQuarantined: "It failed on trial, and is not tried again unless you ask for it.",
  tryAgain: "Try again",
  onNodes: (names) => `Only on ${names.join(", ")}.`,

  faults: "Faults",
  faultNode: "Break",
  theHolder: "the node that runs the engine",
  clicksNeeded: "3 clicks",
  clicksLeft: (left) => several(left, "more click", "more clicks"),
  lasts: (seconds) => `${seconds} s`,

  operator: "Operator",
  watchOnly: "You are watching. From here, buttons work with the operator's token only.",
  token: "Token",
  useToken: "Use it",
  tokenKept: "Your commands carry the operator's token. It is forgotten when you close this tab.",
  forgetToken: "Forget it",
  tokenRefused: "The token was not accepted.",

  noAnswer: "No node answered within 10 seconds. Look before you try again: it may have been done all the same.",
  noHolder: "No node runs the engine just now.",
};

/** Fills in the texts of the elements that name one: `data-text` by its content, `data-label` for those who hear. */
export function fillIn(root) {
  for (const found of root.querySelectorAll("[data-text]")) found.textContent = strings[found.dataset.text];
  for (const found of root.querySelectorAll("[data-label]")) found.ariaLabel = strings[found.dataset.label];
}
