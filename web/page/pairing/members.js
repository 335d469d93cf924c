// SPDX-License-Identifier: GPL-3.0-or-later
import { button, element, find, setNote } from "../controls/dom.js";
import { memberList } from "../feed/messages.js";
import { strings } from "../window/strings.js";

/**
 * Who belongs to the cluster, and a way to remove somebody. Only operators see it. `ask(path, body)` resolves to the
 * answer, to null where nobody may ask, or to undefined where
 * there is none: then all stays as it is. Without a body it only looks.
 */
export class Members {
  #ask;
  #asked = 0;
  #nodes = "";
  #linked = new Set(); // pairs of nodes that have been, since both came
  #members = [];
  #doubted = null; // the id of the member whose removal awaits confirmation
  #isBusy = false;

  constructor(ask) {
    this.#ask = ask;
  }

  /** These nodes are in the cluster now, under these names. */
  noteNodes(nodes) {
    const known = nodes.map(({ id, name }) => `${id} ${name}`).sort().join();
    if (known === this.#nodes) return;
    this.#nodes = known;
    const ids = new Set(nodes.map(({ id }) => id));
    this.#linked = new Set([...this.#linked].filter((pair) => pair.split(" ").every((id) => ids.has(id))));
    this.look();
  }

  /** A node is known to be of a member once it is linked, which may be after it is in the cluster. */
  noteLinks(links) {
    const before = this.#linked.size;
    for (const { a, b } of links) this.#linked.add(`${a} ${b}`);
    if (this.#linked.size > before) this.look();
  }

  /** Somebody may look who could not before, or something has changed. */
  async look() {
    const asked = ++this.#asked;
    const answer = await this.#ask("keys");
    if (asked !== this.#asked || answer === undefined) return;
    this.#members = ((answer && memberList(answer))?.members ?? []).filter(({ own }) => !own);
    this.#show();
  }

  #show() {
    find("members-part").hidden = this.#members.length === 0;
    find("members").replaceChildren(...this.#members.map((member) => this.#row(member)));
  }

  #row(member) {
    const isDoubted = this.#doubted === member.member;
    const told = element("span", "", isDoubted ? strings.removeDoubt(member) : strings.memberName(member));
    const row = element("li", "", told);
    if (isDoubted) {
      row.append(this.#button("remove-for-good", strings.removeNode(member.nodes.length), member, () => this.#remove(member)));
      row.append(this.#button("keep", strings.cancel, member, () => this.#doubt(null, member)));
    } else {
      row.append(this.#button("remove", strings.remove, member, () => this.#doubt(member.member, member)));
    }
    return row;
  }

  #button(className, text, member, onClick) {
    const made = button(className, text);
    made.dataset.member = member.member;
    made.ariaLabel = `${text}: ${strings.memberName(member)}`;
    made.disabled = this.#isBusy;
    made.addEventListener("click", onClick);
    return made;
  }

  /** The focus stays in the row whose buttons are replaced. */
  #doubt(id, { member }) {
    this.#doubted = id;
    setNote(find("member-news"), "");
    this.#show();
    find("members").querySelector(`[data-member="${member}"]`)?.focus();
  }

  async #remove(member) {
    this.#isBusy = true;
    this.#show();
    const answer = await this.#ask("keys/rotate", { without: member.member });
    this.#isBusy = false;
    this.#doubted = null;
    setNote(find("member-news"), answer?.ok ? strings.removed(member, answer.copies) : (answer?.detail ?? strings.ownNodeSilent));
    await this.look();
  }
}
