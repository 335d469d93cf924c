// SPDX-License-Identifier: GPL-3.0-or-later
import { button, element, find, setNote, setText } from "../controls/dom.js";
import { pairingState } from "../feed/messages.js";
import { strings } from "../window/strings.js";

const silenced = "everbounce neighbours silenced";

function kept() {
  try {
    return localStorage.getItem(silenced) === "yes";
  } catch {
    return false; // a browser without storage
  }
}

/**
 * Pairing of this page's own node with another one. Only operators see it. `ask(path, body)` resolves to the answer, or
 * to null if there is none; without a body it only looks.
 */
export class Pairing {
  #ask;
  #state = null;
  #silent = kept();
  #asked = 0;

  constructor(ask) {
    this.#ask = ask;
    for (const [id, action] of [["pair-invite", "invite"], ["pair-cancel", "cancel"]])
      find(id).addEventListener("click", () => this.#act(action, {}));
    find("pair-yes").addEventListener("click", () => this.#answer(true));
    find("pair-no").addEventListener("click", () => this.#answer(false));
    find("pair-silence").addEventListener("click", () => this.#silence(!this.#silent));
  }

  /** Something has changed, or somebody may look who could not before. */
  async look() {
    const asked = ++this.#asked;
    const answer = await this.#ask("pairing");
    if (asked === this.#asked && answer !== undefined) this.#show(answer && pairingState(answer));
  }

  async #act(action, body) {
    setNote(find("pair-news"), "");
    const answer = await this.#ask(`pairing/${action}`, body);
    if (answer?.detail) setNote(find("pair-news"), answer.detail);
    else await this.look();
  }

  /** Yes to the digits that this page shows, and to no others. */
  #answer(same) {
    return this.#act("answer", { digits: this.#state.digits, same });
  }

  #silence(silent) {
    this.#silent = silent;
    try {
      localStorage.setItem(silenced, silent ? "yes" : "no");
    } catch {
      // It holds for this page only.
    }
    this.#show(this.#state);
  }

  #show(state) {
    this.#state = state;
    const isKnown = Object.hasOwn(strings.pairing, state?.stage);
    find("pairing").hidden = !isKnown;
    if (!isKnown) return;
    const { stage, digits } = state;
    const idle = stage === "idle";
    setNote(find("pair-what"), strings.pairing[stage](state));
    setNote(find("pair-digits"), digits);
    setNote(find("pair-news"), strings.sentence(state.news));
    const buttons = find("pair-buttons");
    const hasFocus = buttons.contains(document.activeElement);
    find("pair-invite").hidden = !idle;
    find("pair-cancel").hidden = idle || stage === "comparing";
    find("pair-yes").hidden = find("pair-no").hidden = stage !== "comparing";
    // The focus stays in this part, and is never on a yes that nobody has thought about.
    if (hasFocus && document.activeElement.hidden) buttons.querySelector("button:not([hidden]):not(#pair-yes)")?.focus();
    // While this node invites, nobody need be told to press Invite.
    this.#showNeighbours(idle ? state.neighbours : stage === "inviting" ? state.neighbours.filter(({ invites }) => invites) : []);
  }

  #showNeighbours(neighbours) {
    find("pair-silence").hidden = neighbours.length === 0;
    setText(find("pair-silence"), this.#silent ? strings.showNeighbours(neighbours.length) : strings.silence);
    const shown = this.#silent ? [] : neighbours;
    find("neighbours").hidden = shown.length === 0;
    find("neighbours").replaceChildren(...shown.map((neighbour) => this.#row(neighbour)));
  }

  #row({ address, invites }) {
    const told = element("span", "", invites ? strings.neighbourInvites(address) : strings.neighbour(address));
    if (!invites) return element("li", "", told);
    const join = button("join", strings.join);
    join.dataset.join = address;
    join.addEventListener("click", () => this.#act("join", { address }));
    return element("li", "", told, join);
  }
}
