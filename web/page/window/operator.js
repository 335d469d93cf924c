// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setNote, setText } from "../controls/dom.js";
import { setLocked } from "../controls/lock.js";
import { strings } from "./strings.js";

const renewMs = 4 * 60_000; // a pass lasts ten minutes

/** Whether what this page sends crosses a network in plain text. */
function travelsOpenly({ protocol, hostname }) {
  return protocol === "http:" && !/^(localhost|127\.[0-9.]+|\[::1\])$/.test(hostname);
}

/** Whether a session is not of a token that was given out, as far as that is known; or there is none. Pure. */
export function isOwn(session) {
  return !session || (typeof session.who === "string" && !session.who.startsWith("token "));
}

/** A session with what a node says when its pass is renewed, which is not whose it is. Pure. */
export function renewed(session, told) {
  return { ...session, ...told };
}

/**
 * Whether this page may command its node: some always may, others with a token. The node that the page came from
 * exchanges it for a cookie, which no script can read, and for a pass, by which the page commands the node that it moves
 * to. The page keeps the pass in memory and the token nowhere.
 */
export class Operator {
  #onChange;
  #order;
  #mayCommand = true;
  #isGreeted = false; // by a node, which says whether this page may command
  #isKnown = false; // whether there is a session
  #session = null; // { role, who, pass }

  /**
   * `onChange` is called when somebody may command who could not before, or the other way round. `order(message)` asks
   * the connected node, and resolves as commands do.
   */
  constructor(onChange, order) {
    this.#onChange = onChange;
    this.#order = order;
    find("token-travels").hidden = !travelsOpenly(location);
    find("token-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#exchange(find("token").value);
    });
    find("forget-token").addEventListener("click", () => this.#end());
    setInterval(() => this.#renew(), renewMs);
    this.#useLink();
    addEventListener("hashchange", () => this.#useLink()); // a link for this very page
  }

  /** What a command shows; empty if nothing. */
  get pass() {
    return this.#session?.pass ?? "";
  }

  get allowed() {
    return this.#mayCommand || this.#session?.role === "operator";
  }

  /** Whether this page may let others in: with a token that was given out it may not. */
  get mayLetIn() {
    return this.#isGreeted && this.#isKnown && this.allowed && isOwn(this.#session);
  }

  /** Why a command is not possible, for people. */
  get reason() {
    return this.#session ? strings.viewOnly : strings.watchOnly;
  }

  /** What the connected node says. */
  setMayCommand(may) {
    this.#isGreeted = true;
    this.#mayCommand = may;
    this.#show();
  }

  /** Somebody wants to command and may not. */
  ask() {
    find("token").focus();
  }

  /** A node refused a command; the token must be entered again. */
  refused(detail) {
    this.#mayCommand = false;
    this.#keep(null);
    setNote(find("token-problem"), detail || strings.tokenRefused);
    this.ask();
  }

  /** Whether there is a session already, from before this page was loaded or of another tab. */
  async #look() {
    const { ok, session } = await askHome("GET");
    if (ok && session.pass) this.#keep(session);
  }

  /** A link for a phone has its token behind the #, where no log sees it. It works once, and so leaves the address. */
  async #useLink() {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    if (token) history.replaceState(null, "", location.pathname + location.search);
    await this.#look();
    this.#isKnown = true;
    this.#show();
    this.#onChange();
    // Who is in already does not need it, and has perhaps spent it.
    if (token && this.#session?.role !== "operator") await this.#exchange(token, strings.linkUsed);
  }

  async #exchange(token, problem) {
    const answer = await askHome("POST", token);
    // The node that this page came from is gone: the connected one cannot set a cookie, but gives a pass.
    const outcome = answer.isSilent ? await this.#order({ type: "session", token }) : answer;
    if (outcome.ok) this.#keep(outcome.session);
    else setNote(find("token-problem"), (outcome.status === 401 && problem) || outcome.detail || strings.tokenRefused);
    find("token").value = "";
    if (!outcome.ok) this.ask();
  }

  async #renew() {
    if (!this.#session) return;
    const outcome = await this.#order({ type: "session", token: this.pass });
    if (outcome.ok) this.#keep(renewed(this.#session, outcome.session));
    else if (outcome.status === 401) this.refused(outcome.detail);
  }

  async #end() {
    const { ok, isSilent, detail } = await askHome("DELETE");
    this.#mayCommand = false;
    this.#keep(null);
    if (!ok && !isSilent) setNote(find("token-problem"), detail);
    find("token").focus();
  }

  #keep(session) {
    const was = this.allowed;
    this.#session = session;
    find("token").value = "";
    setNote(find("token-problem"), "");
    this.#show();
    if (was !== this.allowed) this.#onChange();
  }

  #show() {
    const asks = !this.allowed;
    find("operator").hidden = this.#mayCommand && !this.#session;
    find("token-form").hidden = !asks;
    setText(find("token-form").querySelector("label"), this.reason);
    find("token-kept").hidden = !this.#session;
    setText(find("token-kept-text"), asks ? "" : this.mayLetIn ? strings.tokenKept : strings.tokenGiven);
    setLocked(!this.allowed);
  }
}

/** Asks the node that this page came from about its session. */
async function askHome(method, token) {
  try {
    const answer = await fetch("api/v1/session", { method, headers: token && { Authorization: `Bearer ${token}` } });
    const told = await answer.json();
    return answer.ok ? { ok: true, session: told } : { ok: false, status: answer.status, detail: strings.sentence(told.detail ?? "") };
  } catch {
    return { ok: false, isSilent: true };
  }
}
