// SPDX-License-Identifier: GPL-3.0-or-later
import { find, setNote, setText } from "../controls/dom.js";
import { pageLink, sharingState } from "../feed/messages.js";
import { strings } from "../window/strings.js";

/**
 * Whether this page's own node is open to its network, and a link to it for a phone. Only operators see it.
 * `ask(path, body)` resolves to the answer, to null where nobody may ask, or to undefined where
 * there is none: then all stays as it is. Without a body it only looks.
 */
export class Sharing {
  #ask;
  #asked = 0;
  #state = null;
  #isBusy = false;
  #linkAsked = 0;
  #dialog = find("phone");
  #picture = ""; // the address of the QR code, within this page

  constructor(ask) {
    this.#ask = ask;
    find("share").addEventListener("click", () => this.#share(!this.#state.on));
    find("show-phone").addEventListener("click", () => this.#open());
    find("close-phone").addEventListener("click", () => this.#dialog.close());
    for (const role of ["", "viewer", "operator"])
      find(`phone-${role || "address"}`).addEventListener("click", () => this.#link(role));
    this.#dialog.addEventListener("close", () => {
      this.#linkAsked++;
      this.#forget();
    });
  }

  /** Something has changed, or somebody may look who could not before. */
  async look() {
    const asked = ++this.#asked;
    const answer = await this.#ask("sharing");
    if (asked === this.#asked && answer !== undefined) this.#show(answer && sharingState(answer));
  }

  async #share(on) {
    if (this.#isBusy) return; // it is not disabled meanwhile: it has the focus
    this.#isBusy = true;
    const answer = await this.#ask("sharing", { on });
    this.#isBusy = false;
    setNote(find("share-news"), answer?.detail ?? "");
    await this.look();
  }

  #show(state) {
    this.#state = state;
    find("sharing").hidden = !state;
    if (!state) return;
    find("share").ariaChecked = String(state.on);
    find("share").disabled = state.fixed !== "";
    find("show-phone").hidden = state.addresses.length === 0;
    setText(find("share-told"), strings.shared(state));
  }

  #open() {
    this.#dialog.showModal();
    this.#link("");
  }

  /** A link works once, so each look makes a new one. */
  async #link(role) {
    const asked = ++this.#linkAsked;
    const answer = await this.#ask("sharing/links", role ? { role } : {});
    if (asked !== this.#linkAsked) return; // another one was wanted meanwhile, or none
    const link = answer && pageLink(answer);
    this.#forget();
    setText(find("phone-told"), link ? strings.phone[role || "address"] : (answer?.detail ?? strings.ownNodeSilent));
    if (!link) return;
    this.#picture = URL.createObjectURL(new Blob([link.svg], { type: "image/svg+xml" }));
    find("phone-code").src = this.#picture;
    find("phone-code").hidden = false;
    setText(find("phone-url"), role ? link.url.split("#")[0] : link.url);
    for (const each of ["", "viewer", "operator"]) find(`phone-${each || "address"}`).ariaPressed = String(each === role);
  }

  #forget() {
    if (this.#picture) URL.revokeObjectURL(this.#picture);
    this.#picture = "";
    find("phone-code").removeAttribute("src");
    find("phone-code").hidden = true;
    setText(find("phone-url"), "");
  }
}
