// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextFault, pauseMs, Survival } from "../../web/page/faults/chaos.js";
import { ChaosSwitch } from "../../web/page/faults/chaos-switch.js";
import { virtualTime } from "./timers.js";

const all = ["crash-engine", "hang-engine", "step-down", "isolate-node", "lossy-network", "freeze-node", "kill-node"];
const sound = (...ids) => ids.map((id) => ({ id, isSound: true }));

/** Every fault that chaos may choose now. */
function choices(nodes, holder = "a") {
  const found = new Set();
  for (let fault = 0; fault < 1; fault += 0.02)
    for (let aim = 0; aim < 1; aim += 0.1) {
      const numbers = [fault, aim];
      const next = nextFault({ nodes, holder, faults: all, random: () => numbers.shift() });
      if (next) found.add(`${next.fault} ${next.node}`);
    }
  return [...found].sort();
}

test("with one or two nodes chaos breaks the engine alone", () => {
  for (const nodes of [sound("a"), sound("a", "b")]) assert.deepEqual(choices(nodes), ["crash-engine a", "hang-engine a"]);
});

test("with three nodes it breaks anything, engines where they are", () => {
  const any = ["freeze-node", "isolate-node", "kill-node", "lossy-network"].flatMap((f) => ["a", "b", "c"].map((n) => `${f} ${n}`));
  assert.deepEqual(choices(sound("a", "b", "c")), [...any, "crash-engine a", "hang-engine a", "step-down a"].sort());
});

test("it breaks no third node while one of three is unsound, nor breaks what is broken", () => {
  const nodes = [...sound("a", "b"), { id: "c", isSound: false }];
  const found = choices(nodes);
  assert.ok(found.every((choice) => !/kill|freeze|isolate|lossy/.test(choice) && !choice.endsWith(" c")), `${found}`);
  assert.deepEqual(choices(sound("b", "c", "d"), null).filter((choice) => /engine|step/.test(choice)), []);
});

test("a pause takes three to six seconds", () => {
  assert.deepEqual([pauseMs(() => 0), pauseMs(() => 0.5)], [3000, 4500]);
});

test("a fault is survived when five seconds later there is a holder and no long stall was drawn", () => {
  const survival = new Survival();
  survival.injectedAt(0);
  assert.equal(survival.judge(4999, true), false);
  assert.equal(survival.judge(5000, true), true);
  survival.injectedAt(6000);
  survival.stalled(100);
  survival.judge(11_000, true);
  assert.deepEqual([survival.survived, survival.injected], [2, 2]);
  survival.injectedAt(12_000);
  survival.stalled(101);
  survival.judge(17_000, true);
  survival.injectedAt(18_000);
  survival.judge(23_000, false);
  assert.deepEqual([survival.survived, survival.injected], [2, 4]);
});

test("three refusals running are enough", () => {
  const survival = new Survival();
  assert.deepEqual([survival.refused(), survival.refused()], [false, false]);
  survival.injectedAt(0);
  assert.deepEqual([survival.refused(), survival.refused(), survival.refused()], [false, false, true]);
});

const longestPauseMs = 6000;

/** A switch without a page. What it injects is under way until `answer(outcome)`. */
function chaosSwitch(context) {
  const pass = virtualTime(context);
  const parts = {};
  globalThis.document = { getElementById: (id) => (parts[id] ??= { addEventListener() {}, removeAttribute() {} }) };
  const injected = [];
  const refusals = [];
  let answer;
  const chaos = new ChaosSwitch({
    mayBegin: () => true,
    look: () => ({
      nodes: sound("a", "b").map((node) => ({ ...node, name: "beta" })),
      holder: "a",
      faults: ["hang-engine"],
      titleOf: () => "Hang the engine",
    }),
    inject: (fault, node) => {
      injected.push(`${fault} ${node}`);
      return new Promise((resolve) => (answer = resolve));
    },
    onRefused: (status) => refusals.push(status),
  });
  const pause = () => pass(longestPauseMs);
  const conclude = async (outcome) => {
    answer(outcome);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { chaos, parts, injected, refusals, pause, conclude };
}

test("chaos says what it breaks, and pauses from the answer on", async (context) => {
  const { chaos, parts, injected, pause, conclude } = chaosSwitch(context);
  chaos.toggle();
  pause();
  assert.equal(parts["chaos-now"].textContent, "Chaos: hang the engine on beta");
  pause();
  assert.deepEqual(injected, ["hang-engine a"], "not before there is an answer");
  await conclude({ ok: true });
  pause();
  assert.equal(injected.length, 2);
});

test("chaos that went off and on again while a fault was under way runs once, and what went on goes off", async (context) => {
  const { chaos, injected, pause, conclude } = chaosSwitch(context);
  chaos.toggle();
  pause();
  chaos.toggle();
  chaos.toggle();
  await conclude({ ok: true });
  pause();
  assert.equal(injected.length, 2, "one for each time that it was on");
  await conclude({ ok: true });
  chaos.toggle();
  pause();
  assert.equal(injected.length, 2, "and none while it is off");
});

test("that a fault was refused is not told once chaos is off, nor by the one that began anew", async (context) => {
  const { chaos, parts, refusals, pause, conclude } = chaosSwitch(context);
  chaos.toggle();
  pause();
  chaos.toggle();
  await conclude({ ok: false, status: 403 });
  assert.deepEqual([refusals, parts["chaos-now"].textContent], [[], ""]);
  chaos.toggle();
  pause();
  await conclude({ ok: false, status: 403 });
  assert.deepEqual([refusals, parts.chaos.ariaChecked], [[403], "false"]);
});
