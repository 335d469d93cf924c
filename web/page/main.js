// SPDX-License-Identifier: GPL-3.0-or-later
import { Alerts } from "./alerts.js";
import { Behaviors } from "./behaviors.js";
import { Commands } from "./commands.js";
import { ConnectionLine } from "./connection.js";
import { find } from "./dom.js";
import { Faults } from "./faults.js";
import { Feed } from "./feed.js";
import { Flight } from "./flight.js";
import { Nodes } from "./nodes.js";
import { Operator } from "./operator.js";
import { showFacts, showUsersOnline } from "./panel.js";
import { ignoreKeyRepeat } from "./presses.js";
import { whileUnderWay } from "./progress.js";
import { flyBall } from "./scene.js";
import { fillIn, strings } from "./strings.js";

fillIn(document);
const flight = new Flight();
const alerts = new Alerts(find("alerts"));
const line = new ConnectionLine(find("connection"));
const operator = new Operator();
const commands = new Commands((message) => feed.send(message));
const behaviors = new Behaviors(find("behaviors"), (name, tryAgain, button) =>
  order(button, { command: "behavior", name, ...(tryAgain && { try_again: true }) }),
);
const nodes = new Nodes(find("nodes"), (id, button) => orderFault({ fault: "kill-node" }, id, button));
const faults = new Faults(orderFault);
let connectedTo = null; // the id of the node that feeds this page

/** Sends a command for a button, and says why if it is refused. */
function order(button, command) {
  return whileUnderWay(button, async () => {
    if (!operator.allowed) return refuseToSend();
    const { token } = operator;
    const { ok, status, detail } = await commands.order(token ? { ...command, token } : command);
    if (ok) return true;
    alerts.show("error", detail);
    if (status === 401 || status === 403) operator.refused();
    return false;
  });
}

function refuseToSend() {
  alerts.show("warning", strings.watchOnly);
  operator.ask();
  return false;
}

async function orderFault({ fault, seconds }, node, button) {
  if (!node) return alerts.show("error", strings.noHolder);
  const kills = fault === "kill-node" && operator.allowed;
  if (kills) nodes.setAskedToDie(node, true);
  const done = await order(button, { command: "fault", fault, node, ...(seconds && { seconds }) });
  if (kills && done === false) nodes.setAskedToDie(node, false);
}

const receivers = {
  hello(message) {
    connectedTo = message.node;
    flight.setTickLength(message.tick_ms);
    feed.setNodes(message.others);
    line.connected(message.name);
    operator.setMayCommand(message.may_command !== false);
    commands.connected(message.node);
    faults.load();
  },
  cluster(message) {
    const suspectsLast = [...message.nodes].sort((a, b) => (a.state === "suspect") - (b.state === "suspect"));
    feed.setNodes(suspectsLast.map((node) => node.url));
    showFacts(message);
    nodes.show(message.nodes, connectedTo);
    behaviors.show(message);
    faults.showCluster(message);
  },
  viewers(message) {
    showUsersOnline(message.online);
    nodes.showViewers(message.nodes ?? {});
  },
  track: (message) => flight.update(message, performance.now()),
  event: (message) => alerts.showEvent(message),
  ack: (message) => commands.answer(message),
  problem: (message) => commands.answer(message),
};

const feed = new Feed(location.href, {
  onMessage: (message) => receivers[message.type]?.(message),
  onLost() {
    line.lost();
    commands.lost();
  },
});

find("nudge").addEventListener("click", ({ currentTarget }) => order(currentTarget, { command: "nudge" }));
ignoreKeyRepeat(find("nudge"));
flyBall(find("ball"), flight);
feed.start();
document.addEventListener("visibilitychange", () => document.hidden || feed.retryNow());
for (const event of ["online", "pageshow"]) addEventListener(event, () => feed.retryNow());

// For tests: which tick the page shows at a time, by which node, and which one stands by.
window.everbounce = Object.freeze({
  tickAt: (time) => flight.tickAt(time),
  node: () => connectedTo,
  standby: () => feed.standby,
});
