// SPDX-License-Identifier: GPL-3.0-or-later
// What nodes say inside of sentences and never alone. JSON but for its first and last line.

export const parts = {
  "when a node noticed":
    "dem Moment, in dem ein Knoten es merkte",
  "the handover":
    "der Übergabe",
  "when they met":
    "dem Treffen",
  "it held the lease after %1":
    "Lease gehalten nach {1,}",
  "published its first piece of the flight after %1":
    "erstes Stück des Flugs veröffentlicht nach {1,}",
  "and published its first piece of the flight after %1":
    "erstes Stück des Flugs veröffentlicht nach {1,}",
  "every node showed it after %1":
    "auf jedem Knoten gezeigt nach {1,}",
  "every node showed its first piece of the flight after %1":
    "erstes Stück des Flugs auf jedem Knoten gezeigt nach {1,}",
  "and every node showed it after %1":
    "auf jedem Knoten gezeigt nach {1,}",
  "and every node showed its first piece of the flight after %1":
    "erstes Stück des Flugs auf jedem Knoten gezeigt nach {1,}",
  "%1 leads":
    "%1 führt",
  "%1 does not answer":
    "%1 antwortet nicht",
  "nudge":
    "Anstoß",
  "%1 (another one counts)":
    "{1} (ein anderer gilt)",
  "%1 ×%2":
    "{1} ×%2",
  "no other node":
    "Kein anderer Knoten",
  "no disk":
    "Kein Datenträger",
  "It could not be set aside.":
    "Sie ließ sich nicht beiseitelegen.",
  "It was set aside as %1.":
    "Sie liegt jetzt unter %1.",
  "left its cluster":
    "seinen Cluster verlassen hat",
  "was opened to its network, or closed":
    "für sein Netz geöffnet oder geschlossen wurde",
  "%1 bytes":
    "%1 Byte",
  "it defines no function next(state, random)":
    "Es definiert keine Funktion next(state, random)",
  "next returned no object":
    "next lieferte kein Objekt",
  "next returned no number as %1":
    "next lieferte als %1 keine Zahl",
  "cannot set up the environment for scripts: %1":
    "Die Umgebung für Skripte lässt sich nicht einrichten: %1",
  "was killed by signal %1":
    "wurde durch Signal %1 beendet",
  "ended with exit status %1":
    "endete mit Status %1",
  "could not be started: %1":
    "ließ sich nicht starten: %1",
  "gave an answer that cannot be understood":
    "gab eine unverständliche Antwort",
  "did not come up":
    "kam nicht in Gang",
  "stopped responding: no answer within %1 ms of processor time":
    "reagierte nicht mehr: keine Antwort in %1 ms Rechenzeit",
  "stopped responding: somebody stopped it":
    "reagierte nicht mehr: Jemand hat sie angehalten",
  "stopped responding: it waited for a disk":
    "reagierte nicht mehr: Sie wartete auf einen Datenträger",
  "stopped responding: it slept for %1 ms":
    "reagierte nicht mehr: Sie schlief %1 ms lang",
  "a lease message has a number out of bounds":
    "Eine Nachricht zur Lease enthält eine unmögliche Zahl",
  "a term is far beyond all known ones":
    "Eine Amtszeit liegt weit über allen bekannten",
  "a record describes an impossible flight":
    "Ein Stand beschreibt einen unmöglichen Flug",
  "a revision is far beyond all known ones":
    "Eine Revision liegt weit über allen bekannten",
  "a track reaches farther ahead than any holder computes":
    "Eine Bahn reicht weiter voraus, als ein Inhaber rechnet",
  "a list of events has a number out of bounds":
    "Eine Liste von Ereignissen enthält eine unmögliche Zahl",
  "it claims to keep what was never published":
    "Er will aufbewahren, was nie veröffentlicht wurde",
  "its state of chaos has a number out of bounds":
    "Sein Stand des Chaos enthält eine unmögliche Zahl",
  "a value is out of bounds":
    "Ein Wert ist unmöglich",
  "speaks protocol %1 and cannot take part":
    "spricht Protokoll %1 und kann nicht teilnehmen",
  "has another %1 and cannot take part":
    "weicht ab bei {1} und kann nicht teilnehmen",
  "has another %1 and %2 and cannot take part":
    "weicht ab bei {1} und {2} und kann nicht teilnehmen",
  "has another %1 and %2 and %3 and cannot take part":
    "weicht ab bei {1}, {2} und {3} und kann nicht teilnehmen",
  "has another %1 and %2 and %3 and %4 and cannot take part":
    "weicht ab bei {1}, {2}, {3} und {4} und kann nicht teilnehmen",
  "%1 (%2, here %3)":
    "%1 (%2, hier %3)",
  "it is damaged":
    "beschädigt",
  "it is damaged, but the commands that can be read are kept":
    "beschädigt, aber die lesbaren Befehle sind übernommen",
  "it is damaged, or of another cluster":
    "beschädigt oder von einem anderen Cluster",
  "it is of another version":
    "von einer anderen Version",
  "it belongs to another cluster":
    "von einem anderen Cluster",
  "nothing can go on from its state":
    "Von diesem Stand aus geht es nicht weiter",
  "its numbers are out of bounds":
    "enthält unmögliche Zahlen",
  "its times are out of bounds":
    "enthält unmögliche Zeiten",
  "%1 belongs to another user":
    "%1 gehört einem anderen Benutzer",
  "others can write to %1; run chmod go-w on it":
    "Andere können in %1 schreiben; chmod go-w darauf anwenden",
  "another process is changing it":
    "Ein anderer Prozess ändert die Datei gerade",
  "its folder %1 cannot be written":
    "Im Ordner %1 lässt sich nicht schreiben",
  "its directory cannot be flushed: %1":
    "Fehler beim Sichern des Ordners: %1",
  "its earlier version cannot be read":
    "Die frühere Fassung ist nicht lesbar",
  "no file can be created there: %1":
    "Fehler beim Anlegen der Datei: %1",
  "it cannot be opened: %1":
    "Fehler beim Öffnen: %1",
  "it cannot be written: %1":
    "Fehler beim Schreiben: %1",
  "it cannot be flushed: %1":
    "Fehler beim Sichern: %1",
  "it cannot be closed: %1":
    "Fehler beim Schließen: %1",
  "it cannot be cut: %1":
    "Fehler beim Kürzen: %1",
  "it cannot replace the old one: %1":
    "Fehler beim Ersetzen der alten Datei: %1",
  "it reads back differently from what was written":
    "Beim Lesen kommt anderes heraus, als geschrieben wurde",
  "it has lost what was written":
    "Schon Geschriebenes fehlt",
  "its name is not valid for a behaviour (letters, digits, _ and -, at most 63)":
    "kein gültiger Name für ein Verhalten (Buchstaben, Ziffern, _ und -, höchstens 63)",
  "the name %1 is reserved for a built-in behaviour":
    "Den Namen %1 hat ein eingebautes Verhalten",
  "%1 is there already, as %2":
    "%1 gibt es schon, als %2",
  "there are %1 scripts already":
    "Es gibt schon %1 Skripte",
  "there are %1 plugins already":
    "Es gibt schon %1 Plugins",
  "no answer from %1":
    "keine Antwort von %1",
  "no token came":
    "kein Token kam",
  "it granted no lease":
    "es hat keine Lease gewährt",
  "its answer is no answer":
    "seine Antwort ist keine",
  "it answers with HTTP status %1":
    "es antwortet mit HTTP-Status %1",
  "it grants leases of %1 s, not %2 s":
    "es gewährt Leases von %1 s, nicht %2 s",
  "%1 belongs to another etcd":
    "%1 gehört zu einem anderen etcd",
  "a member belongs to another etcd":
    "ein Mitglied gehört zu einem anderen etcd",
  "a member does not say which etcd it belongs to":
    "ein Mitglied sagt nicht, zu welchem etcd es gehört"
};
