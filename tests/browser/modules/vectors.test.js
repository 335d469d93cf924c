// SPDX-License-Identifier: GPL-3.0-or-later
// What page and window must agree on. The same cases are run over the window's code by tests/unit/viewer/tst_vectors.cpp.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { along, layOutLinks } from "../../../web/page/cluster/links-layout.js";
import { compareNames } from "../../../web/page/cluster/name-order.js";
import { NodeStates } from "../../../web/page/cluster/nodestates.js";
import { Incidents } from "../../../web/page/controls/incidents.js";
import { instantOf } from "../../../web/page/feed/event-time.js";
import { Recorder, thingsIn, totalsOf } from "../../../web/page/recorder/recorder.js";
import { jsonOf } from "../../../web/page/recorder/recorder-export.js";
import { summaryOf, wordsFor } from "../../../web/page/recorder/recorder-words.js";
import { StallMeter } from "../../../web/page/recorder/stalls.js";
import { LostNodes } from "../../../web/page/sides/lost-nodes.js";
import { Sides } from "../../../web/page/sides/sides.js";
import { bounces } from "../../../web/page/scene/bounces.js";
import { ghostAt, ghostStrokes } from "../../../web/page/scene/ghost.js";
import { Tour } from "../../../web/page/tour/tour.js";
import { german } from "../../../web/page/window/strings.de.js";
import { speak, strings } from "../../../web/page/window/strings.js";

/** Runs `check` over each case of a file of tests/vectors/. */
function forEachOf(file, check) {
  const cases = JSON.parse(readFileSync(new URL(`../../vectors/${file}.json`, import.meta.url)));
  assert.notEqual(cases.length, 0);
  for (const each of cases) test(`${file}: ${each.name}`, () => check(each));
}

/** Runs `check(expected)` over what a case expects in English, and over what its `de` says that German has instead. */
function inBothLanguages({ de = {}, ...expected }, check) {
  check(expected);
  speak("de");
  try {
    check(de);
  } finally {
    speak("en");
  }
}

/** Numbers within a hundredth of each other are the same. */
const rounded = (value) => JSON.parse(JSON.stringify(value, (key, part) => (typeof part === "number" ? Math.round(part * 100) / 100 : part)));
const same = (found, expected) => assert.deepEqual(rounded(found), rounded(expected));

forEachOf("event-times", ({ now, wall, tick, tick_ms: tickMs, event, instant }) =>
  assert.equal(instantOf(event, { now, wall, tick: tick ?? undefined, tickMs }), instant));

/** What the words of a case are now. */
function wordsOf({ ms, seconds, fault, brief, title, word, called, description, status, ...cluster }) {
  if (status) return strings.statusLine(cluster);
  if (ms !== undefined) return strings.duration(ms);
  if (brief) return strings.faultBriefs[fault];
  if (title) return strings.fault({ fault, title, what: cluster.what, see: cluster.see });
  if (called) return strings.wordNames[word];
  if (word) return strings.words[word];
  return description ? strings.description(description) : strings.age(seconds);
}

forEachOf("words", ({ de, ...given }) => {
  const { fault, title, what, see, duration, age, brief, meaning, called, status, description } = given;
  assert.deepEqual(wordsOf(given), title ? { fault, title, what, see } : (status ?? duration ?? brief ?? meaning ?? called ?? description ?? age));
  speak("de");
  assert.deepEqual(wordsOf(given), title ? { fault, ...de } : de);
  speak("en");
});

forEachOf("sentences", ({ sentence, de }) => {
  assert.equal(strings.sentence(sentence), sentence);
  assert.equal(german.sentence(sentence), de);
});

forEachOf("bounces", ({ segments, bounces: expected }) => {
  const found = bounces(segments, { width: 800, height: 400, radius: 20 });
  same(found.map(({ tick, x, y }) => [tick, x, y]), expected);
});

forEachOf("ghost", ({ segments, end, strokes }) => {
  same(ghostStrokes(segments, end), strokes);
  for (const [i, stroke] of strokes.entries()) {
    const { x, y } = ghostAt(segments, end, segments[i + 1]?.[0] ?? end);
    same([x, y], stroke.slice(-2));
  }
});

forEachOf("stalls", ({ speed = 0.1, frames }) => {
  const meter = new StallMeter();
  const flown = (from, to) => speed * (to - from);
  let now = 0;
  for (const frame of frames) {
    if (frame === "pause") {
      meter.pause();
      continue;
    }
    const [times, after, moves, stall] = frame.length === 4 ? frame : ["x1", ...frame];
    for (let i = 0; i < Number(times.slice(1)); ++i) {
      now += after;
      same(meter.frame(now, now, moves === "moves", flown), stall);
    }
  }
});

forEachOf("links", ({ cards, others = [], links, lines }) => {
  const rectangle = ([x, y, width, height]) => ({ x, y, width, height });
  const found = layOutLinks(
    links.map(([a, b, text]) => ({ a, b, text })),
    new Map(Object.entries(cards).map(([id, card]) => [id, rectangle(card)])),
    others.map(rectangle),
  );
  const point = (at) => at && [at.x, at.y];
  same(found.map(({ a, b, from, past, to, place }) => ({ a, b, from: point(from), past: point(past), to: point(to), place: point(place) })), lines);
  for (const line of found) {
    same(along(line, 0), line.from);
    const passed = Object.entries(cards).filter(([id]) => id !== line.a && id !== line.b).map(([, card]) => card);
    for (const card of [...passed, ...others]) assert.ok(!isBehind(line, rectangle(card)), `${line.a}-${line.b} is behind ${card}`);
  }
});

function isBehind(line, { x, y, width, height }) {
  const points = Array.from({ length: 201 }, (_, i) => along(line, i / 200));
  return points.some((at) => x < at.x && at.x < x + width && y < at.y && at.y < y + height);
}

/** "b", "b?" where it is silent, "b=NAME" where it has another name than "node b". */
function nodeOf(text) {
  const [, id, silent, name] = /^(\w)(\??)(?:=(.*))?$/.exec(text);
  return { id, name: name ?? `node ${id}`, state: silent ? "suspect" : "alive" };
}

forEachOf("looks", ({ told, seen }) => {
  const states = new NodeStates();
  const own = nodeOf(told[0][1].nodes[0]).id;
  const pending = [...told];
  for (const [now, expected] of seen) {
    while (pending.length > 0 && pending[0][0] <= now) {
      const [at, { nodes, dying, asked, apart, holds, ...fault }] = pending.shift();
      if (nodes) states.noteCluster(nodes.map(nodeOf), own, at);
      else if (apart) states.noteSides(apart.length > 0 ? [{ holder: holds, nodes: apart.map(nodeOf) }] : []);
      else if (dying) states.setAskedToDie(dying, asked);
      else states.noteFault(fault, at);
    }
    const words = ({ id, look, left, holdsApart, isGhost, isFolding }) =>
      [id, look, left > 0 && `${left} s`, holdsApart && "holds", isGhost && "ghost", isFolding && "folding"].filter(Boolean).join(" ");
    assert.deepEqual(states.cards(now).map(words), expected, `at ${now}`);
  }
});

const noon = 1_700_000_000_000; // a multiple of a second
const names = { a: "alpha", b: "beta" };
const titles = { "kill-node": "Kill the node" };
const titleOf = (fault) => strings.fault({ fault, title: titles[fault] }).title;

function recorderOf(told, knownSince = -3_600_000) {
  const recorder = new Recorder();
  recorder.noteKnownSince(noon + knownSince);
  for (const [ago, { holder, term, stall, ...event }] of told) {
    const at = noon + ago;
    if (stall !== undefined) recorder.noteStall(stall, at);
    else if (holder !== undefined) recorder.noteCluster({ holder, term }, at);
    else recorder.noteEvent({ ...event, term, at, text: JSON.stringify(event) });
  }
  return recorder;
}

forEachOf("recorder", ({ name, told, minutes = 1, knownSince, tolerance = 50, ...given }) => inBothLanguages(given, (expected) => {
  const recorder = recorderOf(told, knownSince);
  const view = recorder.view(noon, minutes);
  const ago = (at) => at - noon;
  const { faults, changes, vacantMs, stallMs } = totalsOf(view);
  const stops = thingsIn(view).map(({ at }) => ago(at)).filter((at) => at > -60_000 * minutes && at < 0);
  const found = {
    bands: view.leases.map(({ node, term, from, to }) => [node, term, ago(from), ago(to)]),
    gaps: view.gaps.map(({ from, to }) => [ago(from), ago(to)]),
    faults: view.faults.map(({ at, to, fault, about }) => [ago(at), ago(to), fault, about]),
    engine: view.engine.map(({ at, lost, about }) => [ago(at), lost ? "lost" : "on", about]),
    stalls: view.stalls.map(({ at, ms }) => [ago(at), ms]),
    totals: { faults, changes, gap: vacantMs, stall: stallMs },
    summary: summaryOf(view),
    around: expected.around?.map(([at]) => [at, wordsFor(view, noon + at, tolerance, (id) => names[id] ?? strings.formerNode, titleOf)]),
    stops: [...new Set(stops)],
    drawn: expected.drawn?.map(([term]) => [term, recorder.stallAround(term) ?? null]),
    json: jsonOf(view, (id) => names[id] ?? strings.formerNode),
  };
  for (const [what, value] of Object.entries(expected)) same(found[what], value);
}));

forEachOf("names", ({ names }) => {
  for (let i = 1; i < names.length; ++i) {
    assert.ok(compareNames(names[i - 1], names[i]) < 0 && compareNames(names[i], names[i - 1]) > 0, `${names[i - 1]} ${names[i]}`);
    assert.equal(compareNames(names[i], names[i]), 0);
  }
});

forEachOf("incidents", ({ told, incidents }) => {
  const model = new Incidents();
  assert.deepEqual(told.map(([now, kind]) => model.of({ kind }, now)), incidents);
});

forEachOf("tour", ({ name, viewer = "page", told, ...given }) => {
  if (viewer !== "page") return;
  const tour = new Tour();
  for (const each of told) {
    if (each === "look") tour.noteLook();
    else if (typeof each === "string") tour[each]();
    else if (each.own) tour.setOwn(each.own);
    else if (each.stall) tour.noteStall(each.stall);
    else if (each.kind) tour.noteEvent({ ...each, name: each.node });
    else tour.setCluster(each);
  }
  inBothLanguages(given, (expected) => {
    const view = tour.view() ?? { title: "", text: "", told: "" };
    const found = { step: tour.step, title: view.title, text: view.text, done: view.told };
    for (const [what, value] of Object.entries(expected)) assert.equal(found[what], value, what);
  });
});

/** "a5 a b?": who holds under which term, and the nodes; "-" for nobody. */
function viewOf(text) {
  if (!text) return null;
  const [lease, ...nodes] = text.split(" ");
  const [, holder, term] = /^(\w)(\d+)$/.exec(lease) ?? [];
  return { holder: holder ?? null, term: Number(term ?? 0), nodes: nodes.map(nodeOf) };
}

forEachOf("sides", ({ told, seen }) => {
  const sides = new Sides();
  const pending = [...told];
  const leaseOf = ({ holder, term, name }) => {
    assert.equal(name, `node ${holder}`);
    return `${holder}${term}`;
  };
  const shown = (nodes) => nodes.map(({ id, state }) => (state === "suspect" ? `${id}?` : id)).join(" ");
  for (const [now, expected, words] of seen) {
    while (pending.length > 0 && pending[0][0] <= now) {
      const [at, { by, view, end, forget, own }] = pending.shift();
      if (forget) sides.forget(forget, at);
      else if (view) sides.noteOther(by, viewOf(view), at);
      else if (by) sides.noteFlight(by, end, at);
      else sides.noteOwn(viewOf(own), at);
    }
    const { own, others, healed } = sides.at(now);
    const told = others.map((other) => `${leaseOf(other)} by ${other.node} of ${shown(other.nodes)}`);
    const found = own ? [leaseOf(own), ...told].join(" | ") + (healed ? " healed" : "") : "none";
    assert.equal(found, expected, `at ${now}`);
    if (words) for (const language of ["de", "en"]) {
      speak(language);
      assert.equal(strings.sides({ own, others, healed }).join(" "), words[language]);
    }
  }
});

forEachOf("lost-nodes", ({ told, asked }) => {
  const lost = new LostNodes();
  let known = [];
  const pending = [...told];
  for (const [now, expected] of asked) {
    while (pending.length > 0 && pending[0][0] <= now) {
      const [at, { nodes, failed, answered, ...more }] = pending.shift();
      known = more.known ?? known;
      if (nodes) lost.note(nodes.map((text) => ({ ...nodeOf(text), url: "http://127.0.0.1/" })), at);
      else if (failed) lost.failed(failed, at);
      else lost.answered(answered);
    }
    assert.equal(lost.next(now, (id) => known.includes(id))?.id ?? null, expected, `at ${now}`);
  }
});
