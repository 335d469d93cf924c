// SPDX-License-Identifier: GPL-3.0-or-later
// What nodes send in English and the page knows by heart.
import { sentences as failovers } from "./de/failover.js";
import { sentences as happened } from "./de/happened.js";
import { sentences as pairing } from "./de/pairing.js";
import { parts } from "./de/parts.js";
import { sentences as reasons } from "./de/reasons.js";
import { sentences as refused } from "./de/refused.js";
import { sentences as started } from "./de/started.js";
import { SentenceBook } from "./sentence-book.js";

const book = new SentenceBook({ ...happened, ...failovers, ...refused, ...pairing, ...reasons, ...started }, parts);

/** A sentence as a node sends it, in German if it is known. */
export const sentence = (sent) => book.read(sent);

/** By their names. */
export const faults = {
  "kill-node": {
    title: "Knoten abschießen",
    what: "Der Prozess endet sofort und ohne Abschied.",
    see: "Ein anderer Knoten übernimmt die Lease innerhalb von Millisekunden.",
  },
  "freeze-node": {
    title: "Knoten anhalten",
    what: "Der ganze Prozess hält an und läuft später weiter.",
    see: "Ist seine Lease abgelaufen, so übernimmt sie ein anderer Knoten. Der angehaltene kehrt zurück und folgt.",
  },
  "crash-engine": {
    title: "Engine abstürzen lassen",
    what: "Der Engine-Prozess erhält einen echten Speicherzugriffsfehler.",
    see: "Die Ersatz-Engine macht innerhalb von Millisekunden weiter. Der Knoten bleibt.",
  },
  "hang-engine": {
    title: "Engine aufhängen",
    what: "Der Engine-Prozess gerät in eine Endlosschleife.",
    see: "Innerhalb einer Zehntelsekunde tritt die Ersatz-Engine an seine Stelle.",
  },
  "step-down": {
    title: "Lease übergeben",
    what: "Der Inhaber übergibt die Lease.",
    see: "Ein anderer Knoten hält die Lease sofort. Der Ball fliegt weiter.",
  },
  "isolate-node": {
    title: "Knoten abtrennen",
    what: "Zwischen ihm und den anderen kommt nichts mehr an.",
    see: "Beide Seiten zeigen denselben Flug. Sie finden wieder zu einem Cluster zusammen.",
  },
  "lossy-network": {
    title: "Netz mit Verlusten",
    what: "Ein Teil seiner Nachrichten geht in beide Richtungen verloren, andere kommen verspätet.",
    see: "Die Lease kann wechseln. Der Ball fliegt weiter.",
  },
  "kill-etcd-leader": {
    title: "Führendes Mitglied von etcd beenden",
    what: "Das führende Mitglied von etcd endet sofort. Fünf Sekunden später startet es neu.",
    see: "Die anderen wählen ein führendes. Die Lease bleibt, und der Ball fliegt weiter.",
  },
  "stop-etcd-majority": {
    title: "Mehrheit von etcd anhalten",
    what: "Zwei der drei Mitglieder von etcd halten an und laufen später weiter.",
    see: "Der Ball fliegt bis zum Ende des Bekannten und bleibt dort stehen. Befehle werden abgewiesen. Danach fliegt er von dort weiter.",
  },
};

/** Of behaviours, by their sentences. */
export const descriptions = {
  "Flies straight and bounces off the walls.": "Fliegt geradeaus und prallt von den Wänden ab.",
  "Leaves each wall at a random speed, which may be 0.": "Verlässt jede Wand mit zufälliger Geschwindigkeit, die auch null sein kann.",
  "Leaves each wall at a random speed, but never 0.": "Verlässt jede Wand mit zufälliger Geschwindigkeit, die nie null ist.",
  "Is on no node, so the command is refused.": "Gibt es auf keinem Knoten, deshalb wird der Befehl abgelehnt.",
  "The ball falls, and bounces for ever.": "Der Ball fällt und springt ohne Ende.",
  "The ball rolls as over a billiard table: it slows down evenly, bounces off the cushions, and once it has nearly come to rest it is struck anew.":
    "Der Ball rollt wie über einen Billardtisch: Er wird gleichmäßig langsamer, prallt von den Banden ab und wird, wenn er fast ruht, neu angestoßen.",
  "Falls, and bounces off the floor for ever.": "Fällt und springt ohne Ende vom Boden hoch.",
  "Winds around the middle of the box, out and in again.": "Kreist um die Mitte des Kastens, nach außen und wieder nach innen.",
  "Flies to the right, and knows nothing of walls.": "Fliegt nach rechts und kennt keine Wände.",
  "Never answers.": "Antwortet nie.",
  "Does not bounce, so the ball flies out of the box.": "Prallt nicht ab, sodass der Ball aus dem Kasten fliegt.",
  "The ball gets a position that is not a number.": "Gibt dem Ball eine Position, die keine Zahl ist.",
  "Flies well until its first bounce, then throws an exception.": "Fliegt fehlerfrei bis zum ersten Aufprall und löst dort eine Ausnahme aus.",
  "Writes to address 0, and so crashes its engine.": "Schreibt an die Adresse 0 und bringt so die Engine zum Absturz.",
  "Tries to end its node as well, which the engine's sandbox forbids.": "Versucht auch den Knoten zu beenden, was die Sandbox der Engine verhindert.",
};
