// SPDX-License-Identifier: GPL-3.0-or-later
import { Alerts } from "./alerts.js";
import { Feed } from "./feed.js";
import { Flight } from "./flight.js";
import { ConnectionLine, showCluster, showUsersOnline } from "./panel.js";
import { flyBall } from "./scene.js";

const flight = new Flight();
const alerts = new Alerts(document.getElementById("alerts"));
const line = new ConnectionLine();
let connectedTo = null; // the id of the node that feeds this page

const receivers = {
  hello(message) {
    connectedTo = message.node;
    flight.setTickLength(message.tick_ms);
    feed.setNodes(message.others);
    line.connected(message.name);
  },
  cluster(message) {
    feed.setNodes(message.nodes.map((node) => node.url));
    showCluster(message, connectedTo);
  },
  viewers: (message) => showUsersOnline(message.online),
  track: (message) => flight.update(message, performance.now()),
  event: (message) => alerts.show(message),
};

const feed = new Feed(location.href, {
  onMessage: (message) => receivers[message.type]?.(message),
  onLost: () => line.lost(),
});

flyBall(document.getElementById("ball"), flight);
feed.start();
document.addEventListener("visibilitychange", () => document.hidden || feed.retryNow());
addEventListener("online", () => feed.retryNow());

// For tests: which tick the page shows at a time, and by which node.
window.everbounce = Object.freeze({
  tickAt: (time) => flight.tickAt(time),
  node: () => connectedTo,
});
