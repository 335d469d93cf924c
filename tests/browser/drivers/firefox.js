// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../support.js";
import { Marionette } from "./marionette.js";

// It speaks to nobody but the nodes: no updates, no reports, no lists, no looks at the network.
const settings = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.contentblocking.report.hide_vpn_banner": true,
  "browser.newtabpage.enabled": false,
  "browser.region.network.url": "",
  "browser.region.update.enabled": false,
  "browser.safebrowsing.blockedURIs.enabled": false,
  "browser.safebrowsing.downloads.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.safebrowsing.provider.google4.updateURL": "",
  "browser.safebrowsing.provider.mozilla.updateURL": "",
  "browser.search.update": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "browser.startup.page": 0,
  "browser.topsites.contile.enabled": false,
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.push.connection.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "extensions.update.enabled": false,
  "marionette.port": 0,
  "media.gmp-manager.updateEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.dns.disablePrefetch": true,
  "network.http.speculative-parallel-limit": 0,
  "network.prefetch-next": false,
  "network.proxy.type": 0,
  "network.trr.mode": 5,
  "services.settings.server": "data:,nobody",
  "toolkit.telemetry.enabled": false,
  "toolkit.telemetry.server": "",
  "toolkit.telemetry.unified": false,
};

/** Firefox without a screen; with what drivers have in common, see webkit.js. */
export async function launchFirefox() {
  const profile = await mkdtemp(join(tmpdir(), "everbounce-firefox-"));
  const lines = Object.entries(settings).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const args = ["--headless", "--marionette", "--no-remote", "--profile", profile];
  const browser = spawn(process.env.EVERBOUNCE_FIREFOX || "firefox-esr", args, {
    stdio: "ignore",
    env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" },
  });
  const ended = once(browser, "exit");
  const port = await until(() => readFile(join(profile, "MarionetteActivePort"), "utf8").then(Number, () => 0), 60_000);
  const driver = await Marionette.connect(port);
  await driver.send("WebDriver:NewSession", { capabilities: { alwaysMatch: {} } });
  const execute = (script, args) => driver.send("WebDriver:ExecuteScript", { script, args }).then(({ value }) => value);
  const select = (handle) => driver.send("WebDriver:SwitchToWindow", { handle, focus: true });
  return {
    go: (url) => driver.send("WebDriver:Navigate", { url }),
    back: () => driver.send("WebDriver:Back"),
    run: (call, ...args) => execute(`return (${call})(...arguments)`, args),
    async awayFor(look) {
      const { value: first } = await driver.send("WebDriver:GetWindowHandle");
      const { handle } = await driver.send("WebDriver:NewWindow", { type: "tab" });
      await select(handle);
      await look();
      await driver.send("WebDriver:CloseWindow");
      await select(first);
    },
    async close() {
      driver.end();
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
