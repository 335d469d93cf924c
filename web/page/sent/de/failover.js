// SPDX-License-Identifier: GPL-3.0-or-later
// How nodes tell a change of holder, in sentences and in its drawing. JSON but for its first and last line.

export const sentences = {
  "%1 ended, and %2 took over.":
    "%1 hat geendet, und %2 hat übernommen.",
  "%1 fell silent, and %2 took over.":
    "%1 ist verstummt, und %2 hat übernommen.",
  "%1 handed the lease over to %2.":
    "%1 hat die Lease an %2 übergeben.",
  "Two sides met, and %1 gave way to %2, whose term is higher.":
    "Zwei Seiten haben sich getroffen, und %1 wich %2, dessen Amtszeit höher ist.",
  "%1 took over from %2.":
    "%1 hat von %2 übernommen.",
  "%1 Counted from %2, %3.":
    "{1} Gezählt ab {2}: {3+}.",
  "%1 Viewers had %2 of flight left.":
    "{1} Zuschauer hatten noch {2,} Flug vor sich.",
  "No living node knows how term %1 began.":
    "Kein lebender Knoten weiß, wie Amtszeit %1 begann.",
  "Too many failovers are being asked for. Try again in a second.":
    "Gerade wird nach zu vielen Wechseln gefragt. In einer Sekunde noch einmal versuchen.",

  "The link between %1 and %2 closes.":
    "Die Verbindung zwischen %1 und %2 bricht ab.",
  "%1 finds that %2 has ended.":
    "%1 stellt fest, dass %2 geendet hat.",
  "%1 has lost %2.":
    "%1 hat %2 verloren.",
  "%1 hears nothing from %2.":
    "%1 hört nichts von %2.",
  "%1 hears %2 again.":
    "%1 hört %2 wieder.",
  "%1 holds the lease, under term %2.":
    "%1 hält die Lease, in Amtszeit %2.",
  "%1 no longer acts as the holder.":
    "%1 handelt nicht mehr als Inhaber.",
  "%1 follows %2 under term %3.":
    "%1 folgt %2 in Amtszeit %3.",
  "%1 asks its engine for the next piece of the flight.":
    "%1 fragt seine Engine nach dem nächsten Stück des Flugs.",
  "The engine of %1 answers.":
    "Die Engine von %1 antwortet.",
  "%1 loses its engine, and the spare takes over.":
    "%1 verliert seine Engine, und die Ersatz-Engine übernimmt.",
  "%1 publishes the flight (revision %2).":
    "%1 veröffentlicht den Flug (Revision %2).",
  "%1 shows the flight of %2 (revision %3).":
    "%1 zeigt den Flug von %2 (Revision %3).",
  "%1 renews its lease with %2.":
    "%1 erneuert seine Lease bei %2.",
  "%1 tells %2 that its link to the holder has closed.":
    "%1 meldet %2, dass seine Verbindung zum Inhaber abgebrochen ist.",
  "%1 asks %2 what it knows.":
    "%1 fragt %2, was er weiß.",
  "%1 tells %2 what it knows.":
    "%1 sagt %2, was er weiß.",
  "%1 asks %2 for its vote, for term %3.":
    "%1 bittet %2 um seine Stimme, für Amtszeit %3.",
  "%1 votes for %2, for term %3.":
    "%1 stimmt für %2, für Amtszeit %3.",
  "%1 hands the lease over to %2.":
    "%1 übergibt die Lease an %2.",
  "%1 sends %2 its record (revision %3).":
    "%1 sendet %2 seinen Stand (Revision %3).",
  "%1 Nobody recorded its arrival.":
    "{1} Die Ankunft hat niemand aufgezeichnet.",
  "%1 (%2 times)":
    "{1} (%2-mal)",

  "Term %1: %2 takes over from %3":
    "Amtszeit %1: %2 übernimmt von %3",
  "%1 ms: %2":
    "{1,} ms: {2}",
  "%1 ms: first sign":
    "{1,} ms: erstes Zeichen",
  "%1 ms: holds the lease":
    "{1,} ms: hält die Lease",
  "%1 ms: publishes":
    "{1,} ms: veröffentlicht",
  "%1 ms: shown everywhere":
    "{1,} ms: überall gezeigt",
  "is gone":
    "ist weg",
  "no record":
    "keine Aufzeichnung"
};
