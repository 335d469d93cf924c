// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { FakeNode, until } from "../support.js";

let node, api;

before(async () => {
  node = await FakeNode.start();
  node.say("event warning The engine crashed: a test");
  await until(async () => (await (await fetch(`${node.url}api/v1/events`)).json()).length > 0);
  api = await (await fetch(`${node.url}api/v1/openapi.json`)).json();
});
after(() => node.end());

/** The description with nothing allowed beyond what it says, so that no answer outgrows it unnoticed. */
function closed(value) {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== "object") return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  return copy.properties && copy.type === "object" ? { ...copy, additionalProperties: false } : copy;
}

function validator(pointer) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "api", ...closed(api) });
  return ajv.compile({ $ref: `api#${pointer}` });
}

const escaped = (part) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** Asks, and holds the answer against what is said of this path, method and status. */
async function holds(method, path, status, { query = "", body, headers = {}, url = path } = {}) {
  const answer = await fetch(new URL(url + query, node.url), { method, body, headers });
  const text = await answer.text();
  assert.equal(answer.status, status, `${method} ${path}: ${text}`);
  const { responses } = api.paths[path][method.toLowerCase()];
  assert.ok(status in responses, `${method} ${path} may answer ${status}`);
  const key = `${status}`;
  const isShared = "$ref" in responses[key];
  const { content } = isShared ? api.components.responses.Problem : responses[key];
  const type = answer.headers.get("content-type").split(";")[0];
  assert.ok(type in content || "*/*" in content, `${method} ${path} answers ${type}`);
  if (!type.endsWith("json")) return text;
  const where = isShared
    ? "/components/responses/Problem"
    : `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${key}`;
  const validate = validator(encodeURI(`${where}/content/${escaped(type)}/schema`));
  assert.ok(validate(JSON.parse(text)), `${method} ${path}: ${JSON.stringify(validate.errors)} in ${text}`);
  return JSON.parse(text);
}

const json = (value, headers) => ({
  body: JSON.stringify(value),
  headers: { "Content-Type": "application/json", ...headers },
});

test("every document is as described", async () => {
  const covered = new Set(["/page/{file}", "/page/{folder}/{file}", "/live", "/api/v1/failovers/{term}", "/api/v1/behaviors/{name}"]); // asked below
  const unused = new Set(["/api/v1/tokens", "/api/v1/audit"]); // nobody was given one, or has done anything yet
  for (const [path, methods] of Object.entries(api.paths)) {
    if (!methods.get || covered.has(path)) continue;
    const document = await holds("GET", path, 200);
    assert.ok(document.length !== 0 || unused.has(path), `${path} is empty`);
  }
  await holds("GET", "/page/{file}", 200, { url: "/page/main.js" });
  await holds("GET", "/page/{folder}/{file}", 200, { url: "/page/feed/clock.js" });
  await holds("GET", "/api/v1/failovers/{term}", 200, { url: "/api/v1/failovers/1" });
  const drawing = await holds("GET", "/api/v1/failovers/{term}", 200, { url: "/api/v1/failovers/1.svg", query: "?theme=dark" });
  assert.match(drawing, /^<svg .*<\/svg>\n$/);
  await holds("GET", "/api/v1/failovers/{term}", 404, { url: "/api/v1/failovers/77" });
  for (const none of ["0", "-1", "one", "1e3", "18446744073709551616", ""])
    await holds("GET", "/api/v1/failovers/{term}", 400, { url: `/api/v1/failovers/${none}` });
  await holds("GET", "/live", 426);
  await holds("GET", "/live", 400, { query: "?mode=dance" });
  await holds("GET", "/api/v1/events", 400, { query: "?since=yesterday" });
});

test("every command is answered as described", async () => {
  await holds("POST", "/api/v1/nudge", 200);
  await holds("POST", "/api/v1/nudge", 200, json({}, { "Idempotency-Key": randomUUID() }));
  await holds("POST", "/api/v1/behavior", 200, json({ name: "RandomRebound", try_again: false }));
  await holds("POST", "/api/v1/chaos", 200, json({ on: true }));
  for (const { fault, seconds } of await holds("GET", "/api/v1/faults", 200))
    await holds("POST", "/api/v1/faults", 200, json({ fault, node: node.hexId, seconds }));
});

test("every refusal is as described", async () => {
  await holds("POST", "/api/v1/nudge", 400, { ...json({}), body: "{" });
  // What was passed on once makes its whole connection a stranger's, so that one ends with it.
  await holds("POST", "/api/v1/nudge", 401, json({}, { "X-Forwarded-For": "192.0.2.9", Connection: "close" }));
  await holds("POST", "/api/v1/nudge", 403, json({}, { Origin: "http://evil.example" }));
  await holds("POST", "/api/v1/nudge", 415, json({}, { "Content-Type": "text/plain", Origin: new URL(node.url).origin }));
  await holds("POST", "/api/v1/behavior", 422, json({ name: "Unheard" }));
  await holds("POST", "/api/v1/faults", 422, json({ fault: "flood" }));
});

test("scripts are answered as described", async () => {
  const path = "/api/v1/behaviors/{name}";
  const at = (name) => ({ url: `/api/v1/behaviors/${name}` });
  await holds("GET", path, 404, at("Nowhere"));
  await holds("POST", `${path}/back`, 404, { ...json({}), url: "/api/v1/behaviors/Nowhere/back" });
  await holds("PUT", path, 412, { ...json({ text: "function next(s) { return s; }" }, { "If-Match": '"other"' }), ...at("Mine") });
  await holds("POST", "/api/v1/sharing/links", 413, json({ role: "x".repeat(70_000) }));
});

test("the node takes what the description allows, and only that", async () => {
  const bodies = {
    "/api/v1/behavior": [{ name: "MirrorJump" }, { name: "MirrorJump", try_again: null }, {}, { name: 5 }, { name: "" }],
    "/api/v1/faults": [
      { fault: "freeze-node", seconds: 0.1 },
      { fault: "freeze-node", node: null, seconds: 60 },
      { fault: "freeze-node", seconds: 60.5 },
      { fault: "freeze-node", seconds: "5" },
      { node: "first" },
    ],
    "/api/v1/chaos": [{ on: true }, { on: false }, {}, { on: null }, { on: "yes" }],
  };
  for (const [path, tried] of Object.entries(bodies)) {
    const validate = validator(encodeURI(`/paths/${escaped(path)}/post/requestBody/content/application~1json/schema`));
    for (const body of tried) {
      const { status } = await fetch(new URL(path, node.url), { method: "POST", ...json(body) });
      assert.equal(status === 200, validate(body), `${path} ${JSON.stringify(body)}: ${status}`);
    }
  }
});
