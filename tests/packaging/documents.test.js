// SPDX-License-Identifier: GPL-3.0-or-later
// What documents and comments name is there under that name: files, sections, tests, classes, options, figures.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../../", import.meta.url));
const rooms = ["app", "docs", "engine", "gui", "packaging", "qml", "tests", "web"];
const files = rooms
  .flatMap((room) => readdirSync(join(project, room), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(project.length))
  .filter((name) => !name.includes("node_modules/"))
  .concat(["README.md", "SECURITY.md", "CMakeLists.txt", "CMakePresets.json", "VERSION"]);
const stems = new Set(files.map((name) => basename(name).replace(/\.(cpp|h|js|qml)$/, "").replace(/\.test$/, "")));
const read = (name) => readFileSync(join(project, name), "utf8");

const documents = files.filter((name) => name.endsWith(".md") && name !== "docs/benchmarks.md");
const sources = files.filter((name) => /\.(h|cpp|js|qml|cmake|txt)$/.test(name) && !name.endsWith("/codemirror.js"));
const code = sources.map(read).join("\n");
const words = new Set(code.match(/\w+/g));

/** `TERM` and `*` stand for something, and a decision is named by its number alone. */
function isThere(path) {
  const parts = path.replace(/[.]+$/, "").split("/");
  const end = parts.findIndex((part) => /^[A-Z_]+$|[*]/.test(part));
  const whole = normalize((end < 0 ? parts : parts.slice(0, end)).join("/")).replace(/\/$/, "");
  return existsSync(join(project, whole)) || files.some((name) => name.startsWith(`${whole}.`) || name.startsWith(`${whole}-`));
}

/** Paths from the top of the tree, and the files that follow one after a comma, which are in its folder. */
function pathsIn(text) {
  const start = new RegExp(`(?<![\\w/.$}-])((?:${rooms.join("|")})/[\\w./*-]+)((?:,\\s+[\\w-]+\\.(?:test\\.js|cpp|js|h|json|qml))*)`, "g");
  return [...text.matchAll(start)].flatMap(([, first, more]) =>
    [first, ...(more.match(/[\w-]+\.[\w.]+/g) ?? []).map((name) => join(dirname(first), name))]);
}

const expectAll = (names, isKnown, where) => assert.deepEqual(names.filter((name) => !isKnown(name)), [], where);

test("a document names files that are there", () => {
  const imagined = ["engine/lease/k8s", "engine/singleton/k8s"];
  const found = documents.flatMap((name) => pathsIn(read(name)));
  assert.ok(found.length > 100);
  for (const name of documents) expectAll(pathsIn(read(name)), (path) => imagined.includes(path) || isThere(path), name);
});

test("a comment names files that are there", () => {
  for (const name of sources)
    for (const [comment] of read(name).matchAll(/(?<=^|\s)(\/\/|#|\*)[ /!].*$/gm))
      expectAll(pathsIn(comment.replace(/#include.*/, "")), isThere, name);
});

/** As GitHub makes them of headings. */
const sectionsOf = (document) => [...read(document).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
  heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));

test("a link leads to a file that is there, and to a section of it", () => {
  for (const name of documents)
    for (const [, target] of read(name).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [file, section] = target.split("#");
      const path = file ? join(dirname(name), file) : name;
      assert.ok(existsSync(join(project, path)), `${name}: ${target}`);
      if (section) assert.ok(sectionsOf(path).includes(section), `${name}: ${target}`);
    }
});

test("a document names tests that are there", () => {
  const found = documents.flatMap((name) => read(name).match(/\b(tst|browser|packaging)_[a-z0-9_]+\b/g) ?? []);
  assert.ok(found.length > 50);
  expectAll(found, (name) => stems.has(name) || stems.has(name.replace(/^(browser|packaging)_/, "").replaceAll("_", "-")));
});

test("a document names classes and figures that are there", () => {
  for (const name of documents) {
    const spans = read(name).match(/`[^`\n]+`/g) ?? [];
    const classes = spans.flatMap((span) => span.match(/^`([A-Z][a-z]+){2,}(::\w+)?(\(\))?`$/) ? span.match(/\w+/g) : []);
    expectAll(classes, (word) => words.has(word), name);
    const figures = spans.flatMap((span) => span.match(/(?<=\beverbounce_)[a-z_]+_(total|seconds|tick)\b/g) ?? []);
    expectAll(figures, (figure) => code.includes(figure), name);
  }
});

test("the protocol names every key and type of messages", () => {
  const keys = sources.filter((name) => name.startsWith("engine/"))
    .flatMap((name) => [...read(name).matchAll(/constexpr QLatin1String k\w+\("([a-z][\w-]*)"\)/g)].map(([, key]) => key));
  assert.ok(keys.length > 100);
  const spans = read("docs/protocol.md").match(/`[^`]+`/g).join(" ");
  expectAll(keys, (key) => new RegExp(`(?<![\\w-])${key}(?![\\w-])`).test(spans), "docs/protocol.md");
});

const bin = process.env.EVERBOUNCE_BIN ?? "";
const programs = ["everbounced", "everbounce", "everbouncectl"];
const isBuilt = programs.every((program) => existsSync(join(bin, program)));

test("a document gives a program options that it has", { skip: !isBuilt && "not built" }, () => {
  const optionsIn = (text) => text.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [];
  const optionsOf = Object.fromEntries(programs.map((program) => {
    const { stdout } = spawnSync(join(bin, program), ["--help"], { encoding: "utf8" });
    return [program, optionsIn(stdout)];
  }));
  for (const [program, options] of Object.entries(optionsOf)) {
    assert.ok(options.length > 5, program);
    const lines = documents.flatMap((name) => read(name).match(new RegExp(`(?<!etcdctl .*)\\b${program} [^\`#|\\n]*`, "g")) ?? []);
    assert.notEqual(lines.length, 0);
    for (const line of lines) expectAll(optionsIn(line), (option) => options.includes(option), line);
  }
});
