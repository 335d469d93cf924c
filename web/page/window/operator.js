// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setNote } from "../controls/dom.js";
import { setLocked } from "../controls/lock.js";
import { strings } from "./strings.js";

const key = "everbounce operator token";

/** Whether what this page sends crosses a network in plain text. */
function travelsOpenly({ protocol, hostname }) {
  return protocol === "http:" && !/^(localhost|127\.[0-9.]+|\[::1\])$/.test(hostname);
}

function keptToken() {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return ""; // a browser without storage
  }
}

/**
 * Whether this page may command its node: some always may, others with the operator's token, which is kept for this tab
 * only.
 */
export class Operator {
  #onChange;
  #mayCommand = true;
  #token = keptToken();

  /** `onChange` is called when somebody may command who could not before, or the other way round. */
  constructor(onChange) {
    this.#onChange = onChange;
    find("token-travels").hidden = !travelsOpenly(location);
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
    return this.#token;
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

  /** The node refused the token; it must be entered again. */
  refused() {
    this.#keep("");
    setNote(find("token-problem"), strings.tokenRefused);
    this.ask();
  }

  #keep(token) {
    this.#token = token;
    try {
      if (token) sessionStorage.setItem(key, token);
      else sessionStorage.removeItem(key);
    } catch {
      // It holds for this page only.
    }
    find("token").value = "";
    setNote(find("token-problem"), "");
    this.#show();
    this.#onChange();
  }

  #show() {
    const asks = !this.allowed;
    find("operator").hidden = this.#mayCommand;
    find("token-form").hidden = !asks;
    find("token-kept").hidden = asks;
    setLocked(asks);
  }
}
