// SPDX-License-Identifier: GPL-3.0-or-later
import { button, element, find, setNote, setText } from "../controls/dom.js";
import { sentElement, setSent } from "../controls/sent-text.js";
import { strings } from "../window/strings.js";

const mostShown = 3;
const dark = matchMedia("(prefers-color-scheme: dark)");

const theme = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");

/** A drawing that the node sent, as a part of this page and in its language. Names of nodes stay as they are. */
function drawingOf(text, names) {
  const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml");
  if (documentElement.nodeName !== "svg") return "";
  for (const words of documentElement.querySelectorAll("text, title"))
    if (!names.includes(words.textContent)) words.textContent = strings.sentence(words.textContent);
  return document.importNode(documentElement, true);
}

const lineOf = ({ ms, text }) => element("li", "", element("span", "", strings.atMs(ms)), sentElement("span", "", text));

/** A link that saves a text. */
function offer(link, text, type, name) {
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
}

/** The last changes of holder; each opens its story. */
export class Failovers {
  #row = find("failovers");
  #dialog = find("failover");
  #ask;
  #asked = null; // the term to show
  #stallAround = () => undefined;

  /** `ask(message)` sends a question to the node; take() gets its answer. */
  constructor(ask) {
    this.#ask = ask;
    find("close-failover").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.#dialog.close()); // beside it
  }

  /** The leases that began with a change of holder, the newest last, and what this page drew around a term's begin. */
  show(changes, stallAround) {
    this.#stallAround = stallAround;
    const terms = changes.slice(-mostShown).map(({ term }) => term);
    const shown = [...this.#row.children].map(({ dataset }) => Number(dataset.failover));
    if (terms.join() === shown.join()) return;
    this.#row.replaceChildren(...terms.map((term) => this.#buttonFor(term)));
  }

  /** Takes a `failover` message. */
  take({ term, story, drawing, problem }) {
    if (term !== this.#asked) return;
    this.#asked = null;
    setText(find("failover-title"), strings.failoverTitle(term));
    setSent(find("failover-headline"), story?.headline ?? problem ?? "");
    find("failover-drawing").replaceChildren(drawing ? drawingOf(drawing, story?.lanes.map(({ name }) => name) ?? []) : "");
    setNote(find("failover-drawn"), story ? strings.failoverDrawn(this.#stallAround(term)) : "");
    find("failover-lines").replaceChildren(...(story?.lines ?? []).map(lineOf));
    setNote(find("failover-missing"), story?.missing.length ? strings.failoverMissing(story.missing) : "");
    find("failover-save").hidden = !story || !drawing;
    if (story && drawing) {
      offer(find("save-drawing"), drawing, "image/svg+xml", `failover-${term}.svg`);
      offer(find("save-story"), JSON.stringify(story, null, 2), "application/json", `failover-${term}.json`);
    }
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
    find("failover-title").focus({ preventScroll: true }); // not on what is saved, which may be out of sight
  }

  #buttonFor(term) {
    const made = button("", strings.failoverButton(term));
    made.dataset.failover = term;
    made.addEventListener("click", () => {
      this.#asked = term;
      this.#ask({ type: "failover", term, theme: theme() });
    });
    return made;
  }
}
