// SPDX-License-Identifier: GPL-3.0-or-later

const several = (count, one, many) => `${count} ${count === 1 ? one : many}`;

// As many digits as are meaningful.
const digits = (number) => String(number < 9.95 ? Math.round(number * 10) / 10 : Math.round(number));

/** Every text of the page, except those that nodes send and those that are there before any script. */
export const strings = {
  watch: "The ball",
  usersOnline: "Users online",
  behavior: "Behaviour",
  term: "Term",
  revision: "Revision",
  unknown: "–",

  connectedTo: (name) => `Connected to ${name}`,
  looking: "Looking for a node…",
  outage: { unheard: "No node answers", unflown: "No node flies the ball" },
  since: (date) => `since ${date.toLocaleTimeString()}`,
  cannotCommand: {
    unheard: "No node answers, so no command can be carried out. This page goes on by itself when one does.",
    unflown: "No node flies the ball, so no command can be carried out. It goes on by itself when one does.",
  },

  theme: "Colours",
  themeSystem: "System",
  themeLight: "Light",
  themeDark: "Dark",

  nodes: "Nodes",
  cluster: "Cluster",
  runsTheEngine: "runs the engine",
  follows: "follows",
  thisNode: "this node",
  looks: {
    suspect: () => "silent",
    frozen: (left) => `frozen, ${left} s`,
    isolated: (left) => `isolated, ${left} s`,
    lossy: (left) => `lossy, ${left} s`,
    dying: () => "asked to die",
    gone: () => "gone",
  },
  viewers: (count) => several(count, "viewer", "viewers"),
  age(seconds) {
    if (seconds < 60) return `up ${Math.max(0, Math.floor(seconds))} s`;
    if (seconds < 3600) return `up ${Math.floor(seconds / 60)} min`;
    return seconds < 86_400 ? `up ${Math.floor(seconds / 3600)} h` : `up ${several(Math.floor(seconds / 86_400), "day", "days")}`;
  },
  duration: (ms) => (ms < 999.5 ? `${digits(ms)} ms` : `${digits(ms / 1000)} s`),
  roundTripFromHere: (text) => `${text} away`,
  killThree: "Kill ×3",

  recorder: "Flight recorder",
  lanes: { lease: "Lease", vacancy: "No holder", faults: "Faults", engine: "Engine", stalls: "Stalls" },
  onAxis: (seconds) => (seconds === 0 ? "now" : `−${seconds} s`),
  nameAndTerm: (name, term) => `${name} · term ${term}`,
  lastMinute: (parts) => `In the last minute: ${parts.join(" · ")}`,
  faultCount: (count) => (count === 0 ? "no fault" : several(count, "fault", "faults")),
  changeCount: (count) => (count === 0 ? "no change of hands" : several(count, "change of hands", "changes of hands")),
  longestVacancy: (text) => `no holder for ${text} at most`,
  noVacancy: "never without a holder",
  longestStall: (text) => `largest stall ${text}`,
  failovers: "Changes of hands in the last minute",
  failoverButton: (term) => `How term ${term} began`,
  failoverTitle: (term) => `How term ${term} began`,
  failoverMissing: (names) => `${names.join(", ")} did not answer in time, so its part is missing.`,
  atMs: (ms) => `${ms.toFixed(1)} ms`,
  saveDrawing: "Save the drawing",
  saveStory: "Save as JSON",
  recorderHint: "Point at the drawing, or move along it with the arrow keys.",
  ago: (ms) => (ms < 50 ? "Now" : `${(ms / 1000).toFixed(1)} s ago`),
  heldBy: (name, term) => `${name} held the lease (term ${term})`,
  heldByNobody: (text) => `no holder for ${text}`,
  holderUnknown: "not known who held the lease",
  faultOn: (title, name) => `${title}: ${name}`,
  engineLost: (name) => `engine lost on ${name}`,
  engineFliesOn: (name) => `new engine on ${name}`,
  stallThen: (text) => `largest stall ${text}`,
  formerNode: "a former node",

  behaviors: "Behaviours",
  nudge: "Nudge",
  newBehavior: (name) => `new: ${name}`,
  sources: { builtin: "built in", plugin: "plugin", script: "script", missing: "missing" },
  kind: (source, everywhere) => `${strings.sources[source] ?? source}${everywhere ? " · everywhere" : ""}`,
  current: "now",
  onTrial: "on trial",
  onTrialWith: (lastGood) => `If it fails, the ball goes back to ${lastGood}.`,
  quarantined: "quarantined",
  whyQuarantined: "It failed on trial. It is tried again only if you ask for it.",
  tryAgain: "Try again",
  onNodes: (names) => `Only on ${names.join(", ")}.`,

  faults: "Faults",
  faultNode: "Break",
  theHolder: "the node that runs the engine",
  faultsMissing: "The list of faults did not come: this page's own node does not answer. Try again, or open another node's page.",
  clicksNeeded: "3 clicks or hold",
  clicksLeft: (left) => several(left, "more click", "more clicks"),
  orHold: "Three clicks within a second, or hold for a second.",
  lasts: (seconds) => `${seconds} s`,

  chaos: "Chaos",
  aboutChaos:
    "A random fault every three to six seconds, for ten minutes or until it is switched off. At least two nodes stay unharmed.",

  keys: "Keys",
  showKeys: "Keys and about",
  close: "Close",
  keyList: [
    ["N", "Nudge the ball"],
    ["C", "Go to the cluster"],
    ["R", "Go to the flight recorder"],
    ["B", "Go to the behaviours"],
    ["F", "Go to the faults"],
    ["X", "Chaos on or off"],
    ["T", "Next colours: system, light, dark"],
    ["?", "This list"],
    ["Esc", "Close"],
  ],
  about: "About",
  aboutText: "A ball that keeps flying: one engine in a cluster of nodes, handed over before anybody sees it missing.",
  version: (version) => `Version ${version}`,
  license: "Free software under the GNU General Public License, version 3 or later. It comes without any warranty.",

  operator: "Operator",
  watchOnly: "You are watching. From here, buttons need the operator's token.",
  token: "Token",
  useToken: "Use it",
  tokenKept: "Your commands carry the operator's token. It is forgotten when you close this tab.",
  forgetToken: "Forget it",
  tokenRefused: "The token was not accepted.",

  pairingTitle: "Another machine",
  pairing: {
    idle: () => "Let a node of another machine into this cluster: press Invite here, then Join there.",
    inviting: () => "For two minutes another node may come. Press Join there.",
    asking: ({ address }) => `Asking the node at ${address}…`,
    comparing: ({ other, address, newcomer }) =>
      `Does “${other}” at ${address} show the same digits?${newcomer ? " If both say yes, this node leaves its cluster, and its ball, for theirs." : ""}`,
    waiting: ({ other }) => `You said yes. Waiting for “${other}”…`,
  },
  invite: "Invite",
  join: "Join",
  cancel: "Cancel",
  same: "The same",
  notSame: "Not the same",
  neighbours: "Nodes of other clusters",
  neighbour: (address) => `A node at ${address} seems to belong to another cluster. Press Invite on one of the two.`,
  neighbourInvites: (address) => `A node at ${address} invites this one.`,
  silence: "Do not show neighbours",
  showNeighbours: (count) => `Show ${several(count, "neighbour", "neighbours")}`,

  noAnswer: "No node answered within 10 seconds. Check before you try again: the command may still have been carried out.",
  ownNodeSilent: "This page's own node does not answer.",
  noHolder: "No node runs the engine just now.",
};

/** Fills in the texts of elements that name one: `data-text` as their content, `data-label` for screen readers. */
export function fillIn(root) {
  for (const found of root.querySelectorAll("[data-text]")) found.textContent = strings[found.dataset.text];
  for (const found of root.querySelectorAll("[data-label]")) found.ariaLabel = strings[found.dataset.label];
}
