// SPDX-License-Identifier: GPL-3.0-or-later
import { healthAddress } from "./addresses.js";
import { heardHello } from "./hello.js";

const answering = new Set(); // addresses of nodes that have answered over HTTP

/**
 * Whether a node is worth dialling. A browser that fails to open a WebSocket delays the next try, Firefox by up to a
 * minute; a request costs nothing. An older version answers only its own page: a node that has never answered may be
 * there.
 */
async function mayBeThere(address, signal) {
  try {
    await fetch(healthAddress(address), { mode: "no-cors", cache: "no-store", signal });
    answering.add(address);
    return true;
  } catch {
    return !answering.has(address);
  }
}

/**
 * Opens the live feed at an address; `query` is appended. Ends with one call: `onHello({ address, socket, hello })`
 * when its node has greeted, after which the socket is the caller's, or `onGone()` when it cannot be reached or has not
 * greeted within `patienceMs`. Returns a function that gives up without a call.
 */
export function dial(address, { query = "", patienceMs, onHello, onGone }) {
  const asking = new AbortController();
  let socket = null;
  let isOver = false;
  const giveUp = () => {
    isOver = true;
    clearTimeout(late);
    asking.abort();
    if (!socket) return;
    socket.onclose = socket.onmessage = null;
    socket.close();
  };
  const fail = () => {
    if (isOver) return;
    giveUp();
    onGone();
  };
  const late = setTimeout(fail, patienceMs);
  const open = () => {
    socket = new WebSocket(address + query);
    socket.onclose = fail;
    socket.onmessage = ({ data }) => {
      const hello = heardHello(data);
      if (!hello) return;
      isOver = true;
      clearTimeout(late);
      socket.onclose = socket.onmessage = null;
      onHello({ address, socket, hello });
    };
  };
  mayBeThere(address, asking.signal)
    .then((isThere) => isOver || (isThere ? open() : fail()))
    .catch(fail);
  return giveUp;
}
