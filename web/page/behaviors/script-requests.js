// SPDX-License-Identifier: GPL-3.0-or-later
import { strings } from "../window/strings.js";

/** Scripts at the node that this page came from. Every call resolves to { ok, status, … }; none rejects. */
export class ScriptRequests {
  #withPass;

  /** `withPass(ask)` resolves to the answer to `ask(pass)`, a request with the operator's pass, which may be empty. */
  constructor(withPass) {
    this.#withPass = withPass;
  }

  preview(text) {
    return this.#ask("POST", "preview", { body: { text } });
  }

  read(name) {
    return this.#ask("GET", name);
  }

  /** `version`: of the text that it replaces; none if there is none yet. */
  save(name, text, version) {
    return this.#ask("PUT", name, { body: { text }, headers: version ? { "If-Match": `"${version}"` } : { "If-None-Match": "*" } });
  }

  goBack(name, version) {
    return this.#ask("POST", `${name}/back`, { body: {}, headers: { "If-Match": `"${version}"` } });
  }

  async #ask(method, path, { body, headers = {} } = {}) {
    const ask = (pass) =>
      fetch(`api/v1/behaviors/${path.split("/").map(encodeURIComponent).join("/")}`, {
        method,
        headers: { ...headers, ...(pass && { Authorization: `Bearer ${pass}` }), ...(body && { "Content-Type": "application/json" }) },
        body: body && JSON.stringify(body),
      });
    try {
      const answer = await this.#withPass(ask);
      const told = await answer.json();
      return { ok: answer.ok, status: answer.status, ...told, ...(told.detail && { detail: strings.sentence(told.detail) }) };
    } catch {
      return { ok: false, status: 0, detail: strings.ownNodeSilent };
    }
  }
}
