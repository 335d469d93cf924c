// SPDX-License-Identifier: GPL-3.0-or-later

const find = (id) => document.getElementById(id);

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function noteOf(node, isOwn) {
  if (node.state === "suspect") return "silent";
  return isOwn ? "this node" : "";
}

function nodeItem(node, isOwn) {
  const item = document.createElement("li");
  item.dataset.node = node.id;
  item.classList.toggle("holder", node.holder);
  item.classList.toggle("suspect", node.state === "suspect");
  const link = element("a", "", `${node.version}@${node.name}`);
  link.href = node.url;
  item.append(element("span", "mark", ""), link);
  if (node.holder) item.append(element("span", "unseen", "moves the ball"));
  item.append(element("span", "note", noteOf(node, isOwn)));
  return item;
}

/** The nodes as the one that this page is connected to sees them, itself first. */
export function showCluster(message, connectedTo) {
  find("nodes").replaceChildren(...message.nodes.map((node) => nodeItem(node, node.id === connectedTo)));
  find("behavior").textContent = message.behavior || "–";
  find("term").textContent = message.term || "–";
}

export function showUsersOnline(count) {
  find("users-online").textContent = count;
}

/** Says to whom the page is connected; says that it is to nobody only after a while, for most losses mend at once. */
export class ConnectionLine {
  static #patienceMs = 2000;
  #timer;

  connected(name) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#show(`Connected to ${name}`, false);
  }

  lost() {
    this.#timer ??= setTimeout(() => this.#show("Looking for a node…", true), ConnectionLine.#patienceMs);
  }

  #show(text, isLost) {
    const line = find("connection");
    line.textContent = text;
    line.classList.toggle("lost", isLost);
  }
}
