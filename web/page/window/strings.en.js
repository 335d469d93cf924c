// SPDX-License-Identifier: GPL-3.0-or-later

import { numbersWith } from "./numbers.js";

const { digits, fixed, plain } = numbersWith(".");
const several = (count, one, many) => `${count} ${count === 1 ? one : many}`;
const listed = (names) => names.map((name) => `“${name}”`).join(", ");

/** Every text of the page in English, except those that nodes send and those that are there before any script. */
export const english = {
  taglineWithoutFaults: "One node of a cluster flies the ball. If it fails, another takes over, and the ball flies on.",
  tagline: "One node of a cluster flies the ball. Kill it: another takes over, and the ball flies on.",
  watch: "The lease",
  usersOnline: "Viewers",
  behavior: "Behaviour",
  term: "Term",
  revision: "Revision",
  unknown: "–",
  statusLine: ({ holder, term, behavior, nodes, summary }) =>
    [holder ? `${holder} holds the lease (term ${term})` : "No node holds the lease", behavior, several(nodes, "node", "nodes"), summary].join(" · "),

  connectedTo: (name) => `Connected to ${name}`,
  looking: "Looking for a node…",
  outage: { unheard: "No node answers", unflown: "No node flies the ball" },
  time: (date) => date.toLocaleTimeString(),
  since: (date) => `since ${english.time(date)}`,
  cannotCommand: {
    unheard: "No node answers, so no command can be carried out. This page goes on by itself when one does.",
    unflown: "No node flies the ball, so no command can be carried out. It goes on by itself when one does.",
  },

  theme: "Colours",
  themeSystem: "System",
  themeLight: "Light",
  themeDark: "Dark",

  language: "Language",
  languageSystem: "System language",

  scene: "A ball flying around in a box",
  nodes: "Nodes",
  cluster: "Cluster",
  holdsTheLease: "holds the lease",
  isHolder: "holder",
  follows: "follows",
  holdsTheLeaseApart: "holds the lease on the other side",
  isHolderApart: "other holder",
  thisNode: "this node",
  thisNodeBriefly: "this node",
  looks: {
    suspect: () => "silent",
    frozen: (left) => `frozen, ${left} s`,
    isolated: (left) => `isolated, ${left} s`,
    lossy: (left) => `lossy, ${left} s`,
    dying: () => "being killed",
    gone: () => "gone",
    apart: () => "other side",
  },
  viewers: (count) => several(count, "viewer", "viewers"),
  age(seconds) {
    if (seconds < 60) return `up ${Math.max(0, Math.floor(seconds))} s`;
    if (seconds < 3600) return `up ${Math.floor(seconds / 60)} min`;
    return seconds < 86_400 ? `up ${Math.floor(seconds / 3600)} h` : `up ${several(Math.floor(seconds / 86_400), "day", "days")}`;
  },
  duration: (ms) => (ms < 999.5 ? `${digits(ms)} ms` : `${digits(ms / 1000)} s`),
  roundTripFromHere: (text) => `${text} away`,
  kill: "Kill",
  killOwn: "Kills the node that feeds this page. The page goes on with another one.",
  killOwnAlone: "Kills the node that feeds this page. No other node is left: the ball ends, too.",
  alone: "Nobody can take over: start another node.",

  // What is said of the sides of a partition, the first sentence the stronger one; nothing where there is one.
  sides({ own, others, healed }) {
    if (healed) return [`One side again: ${own.name} holds the lease.`];
    const names = others.map(({ name }) => name);
    if (names.length === 0) return [];
    return names.length === 1
      ? [`Two sides: ${own.name} holds the lease here, ${names[0]} on the other side.`, "Both balls fly alike until one side gets a command."]
      : [`Three sides: ${own.name} holds the lease here, ${names.join(" and ")} on the others.`, "All balls fly alike until one side gets a command."];
  },

  recorder: "Flight recorder",
  lanes: { lease: "Lease", vacancy: "No holder", faults: "Faults", engine: "Engine", stalls: "Stalls" },
  onAxis: (seconds, isMinute) => (seconds === 0 ? "now" : isMinute ? `−${seconds} s` : `−${seconds / 60} min`),
  nameAndTerm: (name, term) => `${name} · term ${term}`,
  lastMinutes: (minutes, parts) =>
    `${minutes === 1 ? "Last minute" : minutes < 60 ? `Last ${minutes} minutes` : "Last hour"}: ${parts.join(" · ")}`,
  zoom: "Time shown",
  zoomTo: (minutes) => (minutes < 60 ? `${minutes} min` : `${minutes / 60} h`),
  faultCount: (count) => (count === 0 ? "no injected fault" : several(count, "injected fault", "injected faults")),
  changeCount: (count) => (count === 0 ? "no change of holder" : several(count, "change of holder", "changes of holder")),
  longestVacancy: (text) => `longest gap ${text}`,
  noVacancy: "never without a holder",
  longestStall: (text) => `largest stall ${text}`,
  failovers: "The last changes of holder",
  failoverButton: (term) => `How term ${term} began`,
  failoverTitle: (term) => `How term ${term} began`,
  failoverMissing: (names) => `${names.join(", ")} did not answer in time, so its part is missing.`,
  failoverDrawn: (ms) =>
    ms === undefined
      ? "This page was not shown then."
      : Math.round(ms) === 0 ? "This page drew no stall in that time." : `Largest stall that this page drew in that time: ${english.duration(ms)}.`,
  atMs: (ms) => `${fixed(ms, 1)} ms`,
  saveDrawing: "Save the drawing",
  saveStory: "Save as JSON",
  legend: "Legend",
  legendLease: "lease, in its holder's colour",
  legendGap: "no holder",
  legendFault: "injected fault",
  legendLost: "engine lost",
  legendOn: "engine took over",
  legendStall: "stall, red from 50 ms",
  saveAs: "Save as",
  recorderTouchHint: "Touch it for the figures.",
  recorderHint: "Hover, or use ← →, + −.",
  ago(ms) {
    if (ms < 50) return "Now";
    const seconds = Math.round(ms / 1000);
    return ms <= 60_000 ? `${fixed(ms / 1000, 1)} s ago` : `${Math.floor(seconds / 60)} min ${seconds % 60} s ago`;
  },
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
  aboutNudge: "Gives the ball another direction.",
  description: (sent) => sent, // as nodes word it
  sentence: (sent) => sent, // the same
  newBehavior: (name) => `new: ${name}`,
  sources: { builtin: "built in", plugin: "plugin", script: "script", missing: "missing" },
  flights: "Flights",
  madeToFail: "Made to fail",
  kind: ({ source, from, everywhere }) =>
    [english.sources[source] ?? source, from && `from ${from}`, everywhere && "everywhere"].filter(Boolean).join(" · "),
  current: "now",
  onTrial: "on trial",
  onTrialWith: (lastGood) => `If it fails, the ball goes back to ${lastGood}.`,
  quarantined: "quarantined",
  whyQuarantined: "It failed on trial. It runs again only if you press Try again.",
  tryAgain: "Try again",
  onNodes: (names) => `Only on ${names.join(", ")}.`,

  writeOne: "Write one",
  writeBehavior: "Write a behaviour",
  editorOrigin: "Start from",
  editorTemplates: "Templates",
  editorScripts: "Scripts",
  templates: { Bounce: "Bounce", Gravity: "Gravity", Spiral: "Spiral", Failure: "One that fails" },
  editorNameLabel: "Name",
  editorText: "Text of the behaviour",
  editorName: "A name is a letter, then letters, digits, _ and -.",
  editorFlies: "Flies like this for the next 20 seconds.",
  editorChanged: (name) => `Somebody has changed ${name} meanwhile. Choose it under “Start from” to see their text; undo brings yours back.`,
  editorOnTrial: (name) => `${name} is saved, and on trial now.`,
  editorPassed: (name) => `${name} has passed its trial.`,
  editorKeys: "Tab moves on, Ctrl+] indents, Esc closes.",
  flyIt: "Fly it",
  goBack: "Go back",

  faults: "Faults",
  faultNode: "Break",
  theHolder: "the holder",
  faultsMissing: "The list of faults could not be loaded: this page's own node does not answer. Try again, or open another node's page.",
  fault: (sent) => sent, // as nodes word it
  faultBriefs: {
    "kill-node": "Kill",
    "freeze-node": "Freeze",
    "crash-engine": "Crash",
    "hang-engine": "Hang",
    "step-down": "Hand over",
    "isolate-node": "Isolate",
    "lossy-network": "Lossy",
    "kill-etcd-leader": "etcd leader",
    "stop-etcd-majority": "Quorum",
  },
  // What is to be seen where there is no other node.
  faultAlone: {
    "kill-node": "No other node is left: the ball ends, too.",
    "freeze-node": "No other node can take over: the ball stops at the end of the known flight, and flies on with this node.",
    "step-down": "No other node can take the lease: this one keeps it.",
    "isolate-node": "There is no other node: the ball flies on.",
  },
  faultTitle: (title, seconds) => (seconds ? `${title}, for ${plain(seconds)} s.` : `${title}.`),
  clicksLeft: (left) => several(left, "more click", "more clicks"),
  orHold: "Hold, or press three times.",

  chaos: "Chaos",
  aboutChaos:
    "A random fault every three to six seconds, for ten minutes or until it is switched off. It always leaves two running.",

  // What the words of the house mean, a sentence each; page and window say the same (tests/vectors/words.json).
  inAWord: "In a word",
  wordNames: { term: "term", revision: "revision", lease: "lease", holder: "holder", engine: "engine", spare: "spare", quarantine: "quarantine" },
  words: {
    term: "The number of a lease. It grows with each change of holder and each restart, often by more than one; the highest term wins.",
    revision: "Counts the commands that this flight has obeyed: nudges and changes of the behaviour.",
    lease: "The right to fly the ball: one node holds it at a time and renews it; when its links close or it falls silent, another takes it.",
    holder: "The node that holds the lease: its engine flies the ball, and all others know the flight ahead.",
    engine: "The process that computes the flight for the holder. If it crashes or hangs, its node is unharmed.",
    spare: "A second engine on the same node. It takes over within milliseconds if the first one ends.",
    quarantine: "A behaviour that failed on trial: no node flies it again unless you ask for it.",
  },

  eventLog: "Event log",
  logWords: "Search",
  logNode: "Node",
  logKind: "Kind",
  logAnyNode: "all nodes",
  logKinds: { "": "all kinds", lease: "lease", fault: "fault", engine: "engine", node: "node", behavior: "behaviour", command: "command", other: "other" },
  logEmpty: "No matching events.",
  eventCount: (count) => several(count, "event", "events"),

  tour: {
    invitation: "New here?",
    offer: "Four things to do, in a minute: you break it, and see what happens.",
    begin: "Take the tour",
    decline: "No, thanks",
    next: "Next",
    skip: "Skip",
    finish: "Finish",
    leave: "Leave",
    title: (step, title) => `${step} of 4: ${title}`,
    alone: "This takes a second node: start one first.",
    holder: {
      title: "kill the holder",
      text: ({ holder }) => `${holder} holds the lease, so its engine flies the ball. Hold Kill on its card for a second.`,
      told: ({ node, next, term, gap, stall }) => `${node} is gone. ${gap} later ${next} took the lease (term ${term}). Largest stall here: ${stall}.`,
    },
    own: {
      title: "kill your own node",
      text: ({ own }) => `${own} feeds this page. Hold Kill on its card for a second: the page goes on with another node.`,
      told: ({ node, next, stall }) => `${node} is gone, and ${next} feeds this page. Largest stall here: ${stall}.`,
    },
    engine: {
      title: "break the engine",
      text: () => "The engine is a process of its own. Press Crash: it gets a real segmentation fault.",
      told: ({ node, term, stall }) => `The engine on ${node} ended, and its spare took over; the lease stayed (term ${term}). Largest stall here: ${stall}.`,
    },
    recorder: {
      title: "read the recorder",
      text: () => "The recorder shows the last minute: leases, gaps, faults. Point at it, or press a change of holder below it.",
      told: () => "That is what the nodes themselves recorded. Whatever you break next, it is there for an hour.",
    },
  },

  beginTour: "Take the tour",
  keys: "Keys",
  showKeys: "Keys and about",
  close: "Close",
  keyList: [
    ["N", "Nudge the ball"],
    ["C", "Go to the cluster"],
    ["R", "Go to the flight recorder"],
    ["E", "Search the event log"],
    ["B", "Go to the behaviours"],
    ["F", "Go to the faults"],
    ["X", "Chaos on or off"],
    ["M", "Go to another machine"],
    ["P", "Present: full screen, large type, and the tour"],
    ["T", "Next colours: system, light, dark"],
    ["?", "This list"],
    ["Esc", "Close"],
  ],
  about: "About",
  aboutText: "A ball that keeps flying: one engine in a cluster of nodes, replaced before anybody notices.",
  version: (version) => `Version ${version}`,
  license: "Free software under the GNU General Public License, version 3 or later. It comes without any warranty.",

  operator: "Operator",
  watchOnly: "View only: enter the operator token.",
  watchHere: "View only: this node takes commands from its own user on its own machine.",
  viewOnly: "View only: your token lets you watch. To command, enter an operator's token.",
  token: "Token",
  useToken: "Unlock",
  tokenKept: "Unlocked in this browser, for twelve hours at most.",
  tokenGiven: "Unlocked in this browser, for twelve hours at most. This token lets no other machine in: the one of the node itself does.",
  forgetToken: "Lock",
  tokenTravels: "Not encrypted: others on the network can read it.",
  tokenRefused: "The token was not accepted.",

  pairingTitle: "Another machine",
  pairing: {
    idle: () => "Let a node of another machine into this cluster: press Invite here, then Join there.",
    inviting: () => "Waiting two minutes for another node. Press Join there.",
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
  share: "Share on this network",
  shared: ({ on, fixed, addresses }) => {
    const where = addresses.length > 0 ? ` Anybody on this network can watch at ${addresses[0]}; commands need a token.` : "";
    const told = on ? `Open to this network.${where}` : "Only this machine can open this page and join this cluster.";
    return fixed ? `${told} ${fixed}` : told;
  },
  showOnPhone: "Show on phone",
  phoneAddress: "Address",
  phoneViewer: "To watch",
  phoneOperator: "To command",
  phoneCode: "The address as a QR code",
  phone: {
    address: "Point the phone's camera at it. The phone must be in the same network.",
    viewer: "Opens the page once, to watch, within ten minutes. The phone then stays in for twelve hours.",
    operator: "Opens the page once, to command, within ten minutes. The phone then stays in for twelve hours.",
  },
  linkUsed: "This link has been used or has expired. Ask for a new one.",
  members: "Members of this cluster",
  memberName: ({ name, here, nodes }) =>
    nodes.length > 1 ? `${nodes[0]} and ${nodes.length - 1} more` : here ? (nodes[0] ?? name) : `${name} (away)`,
  remove: "Remove…",
  removeNode: (count) => (count > 1 ? `Remove these ${count} nodes` : "Remove this node"),
  removeDoubt: ({ name, nodes }) =>
    nodes.length > 1
      ? `Every node except ${listed(nodes)} gets a new key. Those nodes and all others that share their key file leave the cluster.`
      : `Every node except “${nodes[0] ?? name}” gets a new key. That node and all others that share its key file leave the cluster.`,
  removed: ({ name, nodes }, copies) =>
    `${nodes.length > 1 ? `${listed(nodes)} were removed` : `“${nodes[0] ?? name}” was removed`}. ${several(copies, "node has", "nodes have")} the new key.`,
  silence: "Do not show neighbours",
  showNeighbours: (count) => `Show ${several(count, "neighbour", "neighbours")}`,

  noAnswer: "No node answered within 10 seconds. Check before you try again: the command may still have been carried out.",
  ownNodeSilent: "This page's own node does not answer.",
  noHolder: "No node holds the lease just now.",
};
