// SPDX-License-Identifier: GPL-3.0-or-later
import { nextFault, pauseMs, Survival } from "./chaos.js";
import { find, setNote, setText } from "../controls/dom.js";
import { lockable } from "../controls/lock.js";
import { strings } from "../window/strings.js";

/** While it is on, something breaks every few seconds; what was survived is counted. */
export class ChaosSwitch {
  #button = lockable(find("chaos"), "fault");
  #survival = new Survival();
  #run = 0; // of the times that it went on or off: what began before that is over
  #timer;
  #mayBegin;
  #look;
  #inject;
  #onRefused;

  /**
   * `mayBegin()` says whether commands are allowed, and tells where they are not; `look()` gives { nodes, holder, faults } as
   * nextFault() takes them, and `titleOf`; `inject(fault, node)` resolves to { ok, status }; `onRefused(status)` is called
   * when it has gone off since its commands are refused.
   */
  constructor({ mayBegin, look, inject, onRefused }) {
    this.#mayBegin = mayBegin;
    this.#look = look;
    this.#inject = inject;
    this.#onRefused = onRefused;
    this.#button.addEventListener("click", () => this.toggle());
  }

  toggle() {
    if (this.#isOn) return this.#goOff("");
    if (!this.#mayBegin()) return;
    ++this.#run;
    this.#survival = new Survival();
    this.#button.ariaChecked = "true";
    this.#showCount();
    setNote(find("chaos-now"), strings.chaosStarts);
    this.#wait();
  }

  /** This viewer drew no movement for so long. */
  stalled(ms) {
    this.#survival.stalled(ms);
  }

  /** To be called a few times a second. */
  judge(now) {
    if (this.#survival.judge(now, Boolean(this.#look().holder))) this.#showCount();
  }

  get #isOn() {
    return this.#button.ariaChecked === "true";
  }

  #wait() {
    this.#timer = setTimeout(() => this.#break(), pauseMs(Math.random));
  }

  async #break() {
    const { nodes, holder, faults, titleOf } = this.#look();
    const next = nextFault({ nodes, holder, faults, random: Math.random });
    if (!next) {
      setNote(find("chaos-now"), strings.chaosNothing);
      return this.#wait();
    }
    setNote(find("chaos-now"), strings.chaosBroke(titleOf(next.fault), nodes.find(({ id }) => id === next.node).name));
    const run = this.#run;
    const { ok, status } = await this.#inject(next.fault, next.node);
    if (run !== this.#run) return;
    if (ok) this.#survival.injectedAt(performance.now());
    else if (status === 401 || status === 403 || this.#survival.refused()) return this.#refuse(status);
    this.#wait();
  }

  #refuse(status) {
    this.#goOff(strings.chaosRefused);
    this.#onRefused(status);
  }

  #goOff(why) {
    ++this.#run;
    clearTimeout(this.#timer);
    this.#button.ariaChecked = "false";
    setNote(find("chaos-now"), why);
  }

  #showCount() {
    const { survived, injected } = this.#survival;
    find("survived").hidden = false;
    setText(find("survived"), strings.survived(survived, injected));
  }
}
