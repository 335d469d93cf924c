// SPDX-License-Identifier: GPL-3.0-or-later
import { pageAddress } from "./addresses.js";

// How a member is read: `undefined` if it cannot be used.
const text = (value) => (typeof value === "string" ? value : undefined);
const flag = (value) => (typeof value === "boolean" ? value : undefined);
const number = (value) => (Math.abs(value) <= Number.MAX_SAFE_INTEGER && typeof value === "number" ? value : undefined);
const positive = (value) => (number(value) > 0 ? value : undefined);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The usable parts of a list, each once if they have a key. */
const listOf = (read, key) => (value) => {
  if (!Array.isArray(value)) return undefined;
  const parts = value.map(read).filter((part) => part !== undefined);
  return key ? [...new Map(parts.map((part) => [part[key], part])).values()] : parts;
};

/** An object that has all of `needs`; unusable optional members become what `otherwise` says. */
const shape = (needs, otherwise = {}) => (value) => {
  if (!isObject(value)) return undefined;
  const made = { ...value };
  for (const [member, read] of Object.entries(needs)) {
    made[member] = read(value[member]);
    if (made[member] === undefined) return undefined;
  }
  for (const [member, [read, instead]] of Object.entries(otherwise)) made[member] = read(value[member]) ?? instead;
  return made;
};

const countsById = (value) =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, count]) => number(count) >= 0)) : undefined;

const isColor = (value) => Number.isInteger(value) && value >= 0 && value < 32;
const colorsByName = (value) => (isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, color]) => isColor(color))) : undefined);

/** A flight cannot be shown in part: all of its segments must be sound, one after the other. */
function segments(value) {
  const isSegment = (it) => Array.isArray(it) && it.length >= 5 && it.every((member) => number(member) !== undefined);
  if (!Array.isArray(value) || !value.every(isSegment)) return undefined;
  return value.every(([tick], i) => i === 0 || tick > value[i - 1][0]) ? value : undefined;
}

const node = shape(
  { id: text, name: text },
  { version: [text, ""], url: [pageAddress, ""], state: [text, "alive"], holder: [flag, false], started_at: [number, undefined] },
);
const link = shape({ a: text, b: text, round_trip_ms: number });
const behavior = shape(
  { name: text },
  {
    source: [text, ""],
    new: [flag, false],
    quarantined: [flag, false],
    problem: [text, null],
    nodes: [listOf(text), []],
  },
);

/** An event as nodes send it. */
export const event = shape(
  { at: number, text },
  {
    level: [text, "info"],
    node: [text, ""],
    kind: [text, "other"],
    about: [text, undefined],
    term: [number, undefined],
    fault: [text, undefined],
    seconds: [number, undefined],
  },
);

const fault = shape(
  { fault: text, title: text },
  { what: [text, ""], see: [text, ""], seconds: [positive, null], dangerous: [flag, true] },
);

const story = shape(
  { headline: text, lines: listOf(shape({ ms: number, text })) },
  { lanes: [listOf(shape({ name: text })), []], missing: [listOf(text), []] },
);

/** The document of pairing. */
export const pairingState = shape(
  { stage: text },
  {
    newcomer: [flag, false],
    digits: [text, ""],
    other: [text, ""],
    address: [text, ""],
    news: [text, ""],
    neighbours: [listOf(shape({ address: text }, { invites: [flag, false] }), "address"), []],
  },
);

/** The document of sharing. */
export const sharingState = shape({ on: flag }, { fixed: [text, ""], addresses: [listOf(text), []] });

/** A link to a page, and its picture. */
export const pageLink = shape({ url: text, svg: text });

/** Of the document of keys: who belongs to the cluster. */
export const memberList = shape({
  members: listOf(shape({ member: text, name: text }, { own: [flag, false], here: [flag, false], nodes: [listOf(text), []] }), "member"),
});

export const events = listOf(event);

/** The document of the last hour. */
export const history = shape({ seconds: number, events: listOf(event) });

export const faults = listOf(fault, "fault");

const types = {
  hello: shape(
    { node: text },
    {
      name: [text, ""],
      version: [text, ""],
      box: [shape({ width: positive, height: positive, radius: positive }), undefined],
      tick_ms: [positive, 30],
      at: [number, undefined],
      others: [listOf(pageAddress), []],
      public_urls: [listOf(pageAddress), []],
      may_command: [flag, true],
      takes_token: [flag, true],
    },
  ),
  cluster: shape(
    { nodes: listOf(node, "id") },
    {
      holder: [text, null],
      term: [number, 0],
      revision: [number, undefined],
      behavior: [text, ""],
      last_good: [text, ""],
      on_trial: [flag, false],
      coordination: [text, ""],
      colors: [colorsByName, {}],
      behaviors: [listOf(behavior, "name"), []],
    },
  ),
  links: shape({ links: listOf(link) }),
  link,
  viewers: shape({}, { online: [number, 0], nodes: [countsById, {}] }),
  chaos: shape({ on: flag }, { summary: [text, ""], news: [text, ""], misses: [listOf(text), []] }),
  track: shape({ term: number, now: number, end: number, segments }),
  tick: shape({ now: number }),
  failover: shape({ term: number }, { story: [story, null], drawing: [text, null], problem: [text, null] }),
  pairing: shape({}),
  tokens: shape({ takes_token: flag }),
  session: shape({ id: text, role: text, pass: text }, { who: [text, undefined] }),
  event,
  ack: shape({ id: text }),
  problem: shape({}, { id: [text, null], status: [number, 0], title: [text, ""], detail: [text, ""] }),
};

/**
 * A node's message, as far as this page can use it, or null: whatever a node sends, whatever its version, the page
 * shows the rest. Unknown members stay as they are. Pure.
 */
export function understood(data) {
  try {
    const message = JSON.parse(data);
    return isObject(message) && Object.hasOwn(types, message.type) ? (types[message.type](message) ?? null) : null;
  } catch {
    return null;
  }
}
