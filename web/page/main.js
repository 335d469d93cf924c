// SPDX-License-Identifier: GPL-3.0-or-later
import { Alerts } from "./controls/alerts.js";
import { Audit } from "./log/audit.js";
import { Behaviors } from "./behaviors/behaviors.js";
import { ChaosSwitch } from "./faults/chaos-switch.js";
import { Cluster } from "./cluster/cluster.js";
import { ClusterTime } from "./feed/clustertime.js";
import { Commands } from "./controls/commands.js";
import { ConnectionLine } from "./feed/connection.js";
import { find } from "./controls/dom.js";
import { Editor } from "./behaviors/editor.js";
import { EventLog } from "./log/event-log.js";
import { Failovers } from "./recorder/failovers.js";
import { Faults } from "./faults/faults.js";
import { Feed } from "./feed/feed.js";
import { Flight } from "./feed/flight.js";
import { Ghost } from "./scene/ghost.js";
import { Help } from "./window/help.js";
import { goTo, onKeys } from "./window/keys.js";
import { offerLanguages, pageLanguage } from "./window/language.js";
import { asking, lockable } from "./controls/lock.js";
import { Operator } from "./window/operator.js";
import { OutageSign } from "./cluster/outage-sign.js";
import { Members } from "./pairing/members.js";
import { Pairing } from "./pairing/pairing.js";
import { Palette } from "./cluster/palette.js";
import { showCoordination, showFacts, showStatusLine, showUsersOnline, showWarnings } from "./window/panel.js";
import { Modes } from "./window/modes.js";
import { ignoreKeyRepeat } from "./controls/presses.js";
import { isPublicPage, withoutAddresses } from "./window/public-pages.js";
import { whileUnderWay } from "./controls/progress.js";
import { Recording } from "./recorder/recording.js";
import { Sharing } from "./pairing/sharing.js";
import { SideBalls } from "./sides/side-balls.js";
import { SideFeeds } from "./sides/side-feeds.js";
import { SidesSign } from "./sides/sides-sign.js";
import { flyBall } from "./scene/scene.js";
import { fillIn, speak, strings } from "./window/strings.js";
import { explainWords } from "./controls/words.js";
import { hint } from "./controls/hint.js";
import { Theme } from "./window/theme.js";
import { TourCard } from "./tour/tour-card.js";
import { TickQuestions } from "./feed/ticks.js";
import { Traces } from "./scene/traces.js";

speak(pageLanguage());
fillIn(document);
offerLanguages(find("language"));
explainWords(document);
const flight = new Flight();
const time = new ClusterTime();
const alerts = new Alerts(find("alerts"));
const line = new ConnectionLine(find("connection"));
const commands = new Commands((message) => feed.send(message));
const operator = new Operator(lookAsOperator, (message) => commands.order(message));
const behaviors = new Behaviors(find("behaviors"), (name, tryAgain, button) =>
  order(button, { command: "behavior", name, ...(tryAgain && { try_again: true }) }),
);
const ghost = new Ghost(find("scene"));
const editor = new Editor({
  ghost,
  withPass: (ask) => operator.withPass(ask),
  select: (name) => sendAndTell({ command: "behavior", name }),
});
const palette = new Palette();
const cluster = new Cluster(find("nodes"), time, palette, (id, button) => orderFault({ fault: "kill-node" }, id, button));
const faults = new Faults(orderFault);
const failovers = new Failovers((message) => feed.send(message));
const recording = new Recording(flight, time, palette, (fault) => faults.titleOf(fault), failovers);
const log = new EventLog();
const audit = new Audit((since) => askOwnNode(`audit?since=${since}`), (event) => log.add(event, event.at - time.wall + time.now)); // by the wall clock of this page's own node
const traces = new Traces(flight);
const ticks = new TickQuestions((message) => feed.send(message), (...answer) => flight.sampleTick(...answer));
const outage = new OutageSign(flight, () => {
  line.setLost(outage.isUnheard);
  cluster.hold(outage.isUnheard);
});
const sidesSign = new SidesSign();
const sideFeeds = new SideFeeds((view) => {
  sidesSign.show(view);
  sideBalls.show(view.others.map(({ node }) => node));
  cluster.showSides(view.others);
});
const sideBalls = new SideBalls(find("above-alerts"), (node, time) => sideFeeds.ballAt(node, time));
const tourCard = new TourCard();
const { tour } = tourCard;
const modes = new Modes(() => tourCard.begin());
const sayWhyNot = (reason) => alerts.show("warning", reason);
for (const id of ["write-behavior", "share", "show-phone", "pair-invite"]) asking(find(id), sayWhyNot); // before what they do
const theme = new Theme(find("theme"));
const help = new Help();
const pairing = new Pairing(askAtDoor);
const members = new Members(askAtDoor);
const sharing = new Sharing(askAtDoor);
const chaos = new ChaosSwitch((on, button) => order(button, { command: "chaos", on }));
let connectedTo = null; // the id of the node that feeds this page
let shown = null; // the last `cluster` message
let isPublic = false; // a load balancer stands between

/** Sends a command, with the operator's pass if there is one. */
function send(command) {
  if (!operator.allowed) return { ok: false, status: 401 };
  return operator.withPass((pass) => commands.order(pass ? { ...command, token: pass } : command));
}

/** Reads what only operators see. */
function lookAsOperator() {
  pairing.look();
  members.look();
  sharing.look();
  audit.look();
}

/**
 * Asks the node that this page came from, which may not be the one that feeds it. null where nobody may ask, undefined where
 * it does not answer a question.
 */
async function askOwnNode(path, body) {
  if (!operator.allowed) return null;
  const ask = (pass) => {
    const headers = { ...(pass && { Authorization: `Bearer ${pass}` }), ...(body && { "Content-Type": "application/json" }) };
    return fetch(`api/v1/${path}`, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  };
  try {
    const answer = await operator.withPass(ask);
    const told = await answer.json();
    return told.detail ? { ...told, detail: strings.sentence(told.detail) } : told;
  } catch {
    return body ? { detail: strings.ownNodeSilent } : undefined;
  }
}

/** Asks the node that this page came from, for what needs the right to let others in; null without that right. */
async function askAtDoor(path, body) {
  return operator.mayLetIn ? askOwnNode(path, body) : null;
}

/** Sends a command, and says why if it is refused. */
async function sendAndTell(command) {
  const refused = refusal(command);
  if (refused) return refused;
  const outcome = await send(command);
  audit.look();
  if (outcome.ok) return outcome;
  alerts.show("error", outcome.detail);
  if (outcome.status === 401) operator.refused(outcome.detail);
  return outcome;
}

/** Sends a command for a button, one at a time. */
function order(button, command) {
  return whileUnderWay(button, () => sendAndTell(command));
}

/** Says why a command cannot be sent; null if it can. */
function refusal(command) {
  const reason = outage.reasonAgainst(command);
  if (reason) {
    alerts.show("warning", reason);
    return { ok: false, status: 503 };
  }
  if (operator.allowed) return null;
  alerts.show("warning", operator.reason);
  operator.ask();
  return { ok: false, status: 401 };
}

async function orderFault(fault, node, button) {
  if (!node) return alerts.show("error", strings.noHolder);
  await whileUnderWay(button, () => breakNode(fault, node));
}

/** Breaks a node; its card says so if it is to die. */
async function breakNode({ fault, seconds }, node) {
  const kills = fault === "kill-node" && operator.allowed;
  if (kills) cluster.setAskedToDie(node, true);
  const outcome = await sendAndTell({ command: "fault", fault, node, ...(seconds && { seconds }) });
  if (kills && !outcome.ok) cluster.setAskedToDie(node, false);
}

function noteEvent(event, isNews = false) {
  const instant = time.of(event, flight);
  recording.noteEvent(event, instant);
  log.add(event, instant);
  if (isNews) tour.noteEvent({ ...event, name: event.node });
  if (event.kind === "fault") cluster.noteFault(event, instant);
}

const receivers = {
  hello(message) {
    connectedTo = message.node;
    tour.setOwn(message.name);
    flight.setTickLength(message.tick_ms);
    time.sample(message.at, message.came);
    traces.setBox(message.box);
    help.setVersion(message.version);
    feed.setNodes(message.others);
    line.connected(message.name);
    outage.heard();
    recording.noteConnection(true);
    isPublic = isPublicPage(message.public_urls, location.href);
    operator.setAccess(message);
    commands.connected(message.node);
    ticks.begin();
    faults.load();
    recording.load((event) => noteEvent(event), (event) => time.of(event, flight));
    lookAsOperator();
  },
  cluster(message) {
    const suspectsLast = [...message.nodes].sort((a, b) => (a.state === "suspect") - (b.state === "suspect"));
    feed.setNodes(suspectsLast.map((node) => node.url));
    showFacts(message, connectedTo);
    showWarnings(message.warnings);
    find("alone").hidden = message.nodes.length !== 1;
    showCoordination(message.coordination);
    recording.noteCluster(message);
    const { nodes, holder, term } = message;
    shown = message;
    tour.setCluster({ holder: nodes.find(({ id }) => id === holder)?.name ?? "", term, nodes: nodes.length });
    members.noteNodes(nodes);
    sideFeeds.noteOwn(message);
    cluster.show(isPublic ? withoutAddresses(message) : message, connectedTo);
    behaviors.show(message);
    editor.show(message);
    faults.showCluster(message);
  },
  links(message) {
    cluster.showLinks(message.links);
    members.noteLinks(message.links);
  },
  link(message) {
    cluster.showLink(message);
    members.noteLinks([message]);
  },
  viewers(message) {
    showUsersOnline(message.online);
    cluster.showViewers(message.nodes);
    ticks.setCrowd(message.nodes[connectedTo] ?? 0);
  },
  chaos: (message) => chaos.show(message),
  tokens: (message) => operator.setTakesToken(message.takes_token),
  pairing: () => {
    pairing.look();
    sharing.look();
  },
  track: (message) => flight.update(message, performance.now()),
  failover(message) {
    failovers.take(message);
    tour.noteLook();
  },
  tick: (message) => ticks.take(message, performance.now()),
  event(message) {
    alerts.showEvent(message);
    noteEvent(message, true);
    audit.look();
    tourCard.show();
  },
  ack: (message) => commands.answer(message),
  problem: (message) => commands.answer(message),
  session: (message) => commands.answer(message),
};

const feed = new Feed(location.href, {
  onMessage: (message) => receivers[message.type](message),
  onLost(since) {
    outage.lost(since);
    sideFeeds.noteOwn(null);
    commands.lost();
    recording.noteConnection(false);
  },
});

find("begin-tour").addEventListener("click", () => {
  help.close();
  tourCard.begin();
});
find("recorder-drawing").addEventListener("pointermove", () => tour.noteLook());
find("nudge").addEventListener("click", ({ currentTarget }) => order(currentTarget, { command: "nudge" }));
ignoreKeyRepeat(lockable(find("nudge"), "flight"));
hint(find("nudge"), () => [strings.aboutNudge]);
onKeys({
  n: () => find("nudge").click(),
  c: () => goTo(find("cluster")),
  r: () => find("recorder-drawing").focus(),
  e: () => find("log-words").focus(),
  b: () => goTo(find("behaviors"), "[tabindex='0']"),
  f: () => goTo(find("faults")),
  x: () => chaos.toggle(),
  m: () => !find("pairing").hidden && goTo(find("pairing")),
  p: () => modes.togglePresenting(),
  t: () => theme.next(),
  "?": () => help.open(),
});
flyBall([find("ball"), find("ball-above-alerts")], flight, (instant, tick, hasMoved) => {
  tour.noteStall(recording.noteFrame(instant, tick, hasMoved));
  traces.draw(instant, tick);
  ghost.draw(tick);
  sideBalls.draw(instant);
});
setInterval(() => {
  outage.look();
  sideFeeds.look();
  cluster.refresh();
  recording.draw();
  tourCard.show();
  editor.look(flight.tickAt(performance.now()));
  if (shown && modes.isKiosk) showStatusLine(shown, recording.summary);
}, 250);
outage.lost(performance.now()); // until a node greets
feed.start();
/** A page that was hidden may have slept. */
function wake() {
  if (document.hidden) return;
  feed.retryNow();
  operator.wake();
}
document.addEventListener("visibilitychange", wake);
for (const event of ["online", "pageshow"]) addEventListener(event, wake);

// For tests: the tick that the page shows at a time, the node that feeds it, the standby, and the lost nodes that are asked.
window.everbounce = Object.freeze({
  tickAt: (time) => flight.tickAt(time),
  node: () => connectedTo,
  standby: () => feed.standby,
  asked: () => sideFeeds.asked,
});
