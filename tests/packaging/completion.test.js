// SPDX-License-Identifier: GPL-3.0-or-later
// Completion for zsh and fish, as these shells have it: both ask the one for bash, which has a test of its own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const completion = (name) => fileURLToPath(new URL(`../../packaging/completion/${name}`, import.meta.url));
const env = { ...process.env, EVERBOUNCE_COMPLETION: completion("everbouncectl.bash"), PATH: `${process.env.EVERBOUNCE_BIN}:${process.env.PATH}` };
const has = (shell) => spawnSync(shell, ["--version"]).status === 0;

/** The shell's own functions are replaced by ones that print what they get. */
function zsh(line) {
  const script = 'compadd() { shift; print -l -- "$@" }; _files() { print FILES }; complete_() { source "$1" }; LBUFFER=$2; complete_ "$1"';
  return spawnSync("zsh", ["-fc", script, "zsh", completion("_everbounce"), line], { env, encoding: "utf8" });
}

function fish(line) {
  const script = "source $argv[1]; complete --do-complete $argv[2]";
  return spawnSync("fish", ["--no-config", "-c", script, completion("everbounce.fish"), line], { env, encoding: "utf8" });
}

for (const [shell, complete] of Object.entries({ zsh, fish })) {
  const offered = (line) => {
    const { stdout, stderr } = complete(line);
    assert.equal(stderr, "");
    return stdout.split("\n").filter(Boolean);
  };
  test(`${shell} offers commands, options and values`, { skip: !has(shell) && `${shell} is not installed` }, () => {
    assert.deepEqual(offered("everbouncectl fau").sort(), ["fault", "faults"]);
    assert.deepEqual(offered("everbouncectl chaos o").sort(), ["off", "on"]);
    assert.deepEqual(offered("everbounced --log-level w"), ["warning"]);
    assert.deepEqual(offered("everbounce --ki"), ["--kiosk"]);
    assert.deepEqual(offered("everbounced --ki").filter((word) => word.startsWith("--")), []);
  });
  test(`${shell} offers files where a file is wanted`, { skip: !has(shell) && `${shell} is not installed` }, () => {
    assert.notEqual(offered(`everbounced --cluster-key-file ${completion("ever")}`).length, 0);
  });
}
