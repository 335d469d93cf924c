// SPDX-License-Identifier: GPL-3.0-or-later
// What runs in containers and clouds, as far as it can be tested without them.
import Ajv from "ajv";
import addFormats from "ajv-formats";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";

const top = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => readFileSync(join(top, path), "utf8");
const yaml = (path) => parseYaml(read(path), { merge: true });

const help = spawnSync(join(process.env.EVERBOUNCE_BIN, "everbounced"), ["--help"], { encoding: "utf8" }).stdout;
const options = new Set([...help.matchAll(/--([a-z-]+)/g)].map(([, name]) => name));

/** Every EVERBOUNCE_… variable is an option of a node, or the key that the entry point reads. */
function assertOptions(environment) {
  for (const name of Object.keys(environment).filter((name) => name.startsWith("EVERBOUNCE_"))) {
    const option = name.slice("EVERBOUNCE_".length).toLowerCase().replaceAll("_", "-");
    assert.ok(options.has(option), `${name} is no option of a node`);
  }
}

test("the compose file keeps the compose specification", () => {
  const schema = JSON.parse(
    readFileSync(join(dirname(createRequire(import.meta.url).resolve("dclint")), "../schemas/compose.schema.json")),
  );
  const validate = addFormats(new Ajv({ strict: false, validateSchema: false })).compile(schema);
  for (const file of ["compose.yaml", "compose.etcd.yaml"]) {
    validate(yaml(`packaging/docker/${file}`));
    assert.deepEqual(validate.errors, null, file);
  }
  assert.equal(validate({ services: { node: { imaje: "everbounce" } } }), false); // the schema bites
});

test("the load balancer asks the three nodes that there are, where they listen", () => {
  const { services, secrets } = yaml("packaging/docker/compose.yaml");
  const { nodes } = yaml("packaging/docker/traefik.yaml").http.services;
  const names = Object.keys(services).filter((name) => name !== "traefik");
  assert.equal(names.length, 3);
  assert.deepEqual(nodes.loadBalancer.servers.map(({ url }) => url), names.map((name) => `http://${name}:4000`));
  assert.equal(nodes.loadBalancer.healthCheck.path, "/readyz");
  assert.equal(services.traefik.ports[0], "127.0.0.1:4000:4000"); // of this machine alone
  for (const name of names) {
    const { environment, networks, secrets: given } = services[name];
    assertOptions(environment);
    assert.equal(environment.EVERBOUNCE_NAME, name);
    // Else one who sends wrong tokens makes everybody wait.
    assert.equal(environment.EVERBOUNCE_TRUSTED_PROXY, services.traefik.networks.cluster.ipv4_address);
    assert.deepEqual(networks.cluster.aliases, [environment.EVERBOUNCE_PEER_DNS]);
    assert.deepEqual(given, Object.keys(secrets));
  }
});

test("the nodes of the other compose file keep their lease in the etcd that is there", () => {
  const { services } = yaml("packaging/docker/compose.etcd.yaml");
  const members = Object.keys(services).filter((name) => name.startsWith("etcd"));
  for (const name of Object.keys(yaml("packaging/docker/compose.yaml").services).filter((each) => each.startsWith("node"))) {
    const { environment } = services[name];
    assertOptions(environment);
    assert.equal(environment.EVERBOUNCE_COORDINATION, `etcd:${members.map((member) => `http://${member}:2379`).join(",")}`);
  }
  for (const member of members)
    assert.equal(services[member].environment.ETCD_INITIAL_CLUSTER, members.map((each) => `${each}=http://${each}:2380`).join(","));
});

test("every service has a bound on its memory", () => {
  const files = ["compose.yaml", "compose.etcd.yaml"].map((file) => yaml(`packaging/docker/${file}`).services);
  for (const [name, { mem_limit: limit }] of Object.entries({ ...files[1], ...files[0] }))
    assert.match(limit ?? "", /^\d+m$/, name);
});

test("the image runs what its package installs, and not as root", () => {
  const lines = read("packaging/docker/Dockerfile").replaceAll("\\\n", " ").split("\n");
  const stages = lines.filter((line) => line.startsWith("FROM "));
  assert.equal(stages.length, 2);
  assert.ok(lines.indexOf("USER everbounce") > lines.indexOf(stages[1]));
  for (const [, source] of read("packaging/docker/Dockerfile").matchAll(/^COPY (?:--chmod=\d+ )?([^- ]\S*) /gm))
    assert.ok(existsSync(join(top, source)), source);
  const settings = lines.find((line) => line.startsWith("ENV "));
  assertOptions(Object.fromEntries([...settings.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value])));
});

test("the image is built with what building needs, but for the window", () => {
  const listed = (text) => new Set(text.trim().split(/[\s\\]+/));
  const wanted = listed(read("packaging/install-dependencies").match(/^build_packages=\(([^)]*)\)/m)[1]);
  const installed = listed(read("packaging/docker/Dockerfile").match(/install -y --no-install-recommends([^&]*)&&/)[1]);
  const spared = /^(qml6-.*|qt6-declarative-dev-tools|qt6-svg-dev|qt6-l10n-tools|qt6-qpa-plugins|libgl-dev|fonts-.*)$/;
  const missing = [...wanted].filter((name) => !spared.test(name) && !installed.has(name));
  assert.deepEqual(missing, []);
});

test("three local nodes, on ports 4000 to 4002, are kept running", () => {
  const { processes } = yaml("packaging/process-compose.yaml");
  const nodes = Object.values(processes);
  assert.equal(nodes.length, 3);
  nodes.forEach(({ command, availability, readiness_probe: probe }, index) => {
    assert.equal(availability.restart, "always");
    assert.equal(probe.http_get.port, 4000 + index);
    assert.match(command, new RegExp(`^exec build/bin/everbounced .*--http-port ${4000 + index} `));
    for (const [, option] of command.matchAll(/--([a-z-]+)/g)) assert.ok(options.has(option), option);
  });
});

test("the machines of the cloud look for each other by its internal name", () => {
  const fly = parseToml(read("packaging/fly/fly.toml"));
  assertOptions(fly.env);
  assert.equal(fly.env.EVERBOUNCE_PEER_DNS, `${fly.app}.internal`);
  assert.equal(fly.env.EVERBOUNCE_PUBLIC_URL, `https://${fly.app}.fly.dev`);
  assert.ok(fly.env.EVERBOUNCE_TRUSTED_PROXY);
  assert.equal(fly.http_service.internal_port, 4000);
  assert.match(fly.vm[0].memory, /^\d+mb$/);
  assert.equal(fly.http_service.checks[0].path, "/readyz");
  assert.ok(existsSync(join(top, "packaging/fly", fly.build.dockerfile)));
});
