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
  #session = null; // { role, pass, who }
  #takesToken = true; // the connected node has one that could be entered
  #renewed = 0; // when the pass was given
  #regaining = null; // a promise, while the home node is asked

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
    if (!this.#takesToken) return strings.watchHere;
    return this.#session ? strings.viewOnly : strings.watchOnly;
  }

  /** What the connected node says in its greeting. */
  setAccess({ may_command, takes_token }) {
    this.#isGreeted = true;
    this.#mayCommand = may_command;
    this.setTakesToken(takes_token);
  }

  setTakesToken(takes) {
    this.#takesToken = takes;
    this.#show();
  }

  /** Somebody wants to command and may not. */
  ask() {
    find("token").focus();
  }

  /** This page can be seen again: its pass may be over, since timers sleep with it. */
  wake() {
    if (Date.now() - this.#renewed >= renewMs) this.#renew();
  }

  /** Resolves to what `ask(pass)` does, which has a status. If the pass was refused, it is asked again with another one. */
  async withPass(ask) {
    const outcome = await ask(this.pass);
    return outcome.status === 401 && (await this.#regain()) ? ask(this.pass) : outcome;
  }

  /** A pass lasts for minutes and the session for hours: whether the session gives another one. */
  #regain() {
    this.#regaining ??= this.#askForPass().finally(() => (this.#regaining = null));
    return this.#regaining;
  }

  async #askForPass() {
    const was = this.#session;
    if (!was) return false;
    await this.#look();
    return this.#session !== null && this.#session !== was;
  }

  /** A node refused a command, and there is no session; the token must be entered again. */
  refused(detail) {
    this.#mayCommand = false;
    this.#keep(null);
    this.#tell(detail || strings.tokenRefused);
    this.ask();
  }

  /** Whether there is a session already, from before this page was loaded or of another tab. */
  async #look() {
    const was = this.#session;
    const { ok, session } = await askHome("GET");
    if (ok && session.pass && this.#session === was) this.#keep(session);
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
    else this.#tell((outcome.status === 401 && problem) || outcome.detail || strings.tokenRefused);
    find("token").value = "";
    if (!outcome.ok) this.ask();
  }

  async #renew() {
    if (!this.#session) return;
    const outcome = await this.#order({ type: "session", token: this.pass });
    if (!this.#session) return; // it was ended in the meantime
    if (outcome.ok) this.#keep({ ...this.#session, ...outcome.session });
    else if (!(await this.#regain()) && outcome.status === 401) this.refused(outcome.detail);
  }

  async #end() {
    const { ok, isSilent, detail } = await askHome("DELETE");
    this.#mayCommand = false;
    this.#keep(null);
    if (!ok && !isSilent) this.#tell(detail);
    find("token").focus();
  }

  /** A problem, for people; empty: there is none. */
  #tell(problem) {
    setNote(find("token-problem"), problem);
    setText(find("watch-told"), problem || strings.watchHere); // there may be a used link, and no token
  }

  #keep(session) {
    const was = this.allowed;
    this.#session = session;
    this.#renewed = Date.now();
    find("token").value = "";
    this.#tell("");
    this.#show();
    if (was !== this.allowed) this.#onChange();
  }

  #show() {
    const asks = !this.allowed;
    find("operator").hidden = this.#mayCommand && !this.#session;
    find("token-form").hidden = !asks || !this.#takesToken;
    setText(find("token-form").querySelector("label"), this.reason);
    find("watch-told").hidden = !asks || this.#takesToken;
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
