// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setNote } from "./dom.js";
import { strings } from "./strings.js";

const key = "everbounce operator token";

/** Whether this page may command its node: some may always, others with the operator's token, kept for this tab only. */
export class Operator {
  #mayCommand = true;

  constructor() {
    find("token-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#keep(find("token").value);
    });
    find("forget-token").addEventListener("click", () => {
      this.#keep("");
      find("token").focus();
    });
  }

  get token() {
    return sessionStorage.getItem(key) ?? "";
  }

  get allowed() {
    return this.#mayCommand || this.token !== "";
  }

  /** What the connected node says. */
  setMayCommand(may) {
    this.#mayCommand = may;
    this.#show();
  }

  /** Somebody wants to command and may not. */
  ask() {
    find("token").focus();
  }

  /** The node did not take the token; it must be given anew. */
  refused() {
    this.#keep("");
    setNote(find("token-problem"), strings.tokenRefused);
    this.ask();
  }

  #keep(token) {
    if (token) sessionStorage.setItem(key, token);
    else sessionStorage.removeItem(key);
    find("token").value = "";
    setNote(find("token-problem"), "");
    this.#show();
  }

  #show() {
    const asks = !this.allowed;
    find("operator").hidden = this.#mayCommand;
    find("token-form").hidden = !asks;
    find("token-kept").hidden = asks;
    document.body.classList.toggle("locked", asks);
  }
}
