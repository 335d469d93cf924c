// SPDX-License-Identifier: GPL-3.0-or-later
// What nodes say of what happens in the cluster: events, warnings, chaos, coordination. JSON but for its first and last line.

export const sentences = {
  "%1 holds the lease (term %2)":
    "%1 hält die Lease (Amtszeit %2)",
  "%1 joined":
    "%1 ist beigetreten",
  "%1 is gone":
    "%1 ist weg",
  "%1 is back":
    "%1 ist zurück",
  "%1 is lost":
    "%1 ist verloren",
  "%1 is silent":
    "%1 ist verstummt",
  "%1 speaks again":
    "%1 meldet sich wieder",
  "%1 was removed from the cluster":
    "%1 wurde aus dem Cluster entfernt",
  "%1 (version %2) %3":
    "%1 (Version %2) {3}",
  "%1 nodes are named %2; give each a name of its own with --name":
    "%1 Knoten heißen %2: jedem mit --name einen eigenen Namen geben",

  "%1: engine crash requested":
    "%1: Absturz der Engine angefordert",
  "%1: engine hang requested":
    "%1: Hänger der Engine angefordert",
  "%1: kill requested":
    "%1: Abschuss angefordert",
  "%1: freeze for %2 s requested":
    "%1: Anhalten für {2,} s angefordert",
  "%1: isolation for %2 s requested":
    "%1: Trennung für {2,} s angefordert",
  "%1: lossy network for %2 s requested":
    "%1: Netz mit Verlusten für {2,} s angefordert",
  "%1: handover of the lease requested":
    "%1: Übergabe der Lease angefordert",
  "%1: end of etcd's leader requested":
    "%1: Ende des führenden Mitglieds von etcd angefordert",
  "%1: stop of etcd's majority for %2 s requested":
    "%1: Anhalten der Mehrheit von etcd für {2,} s angefordert",

  "%1: chaos is on":
    "%1: Chaos ist eingeschaltet",
  "%1: chaos is off":
    "%1: Chaos ist ausgeschaltet",
  "Something breaks in a moment…":
    "Gleich geht etwas kaputt …",
  "Nothing can be broken just now.":
    "Gerade lässt sich nichts stören.",
  "Chaos went off after %1 minutes.":
    "Das Chaos hat sich nach %1 Minuten ausgeschaltet.",
  "Chaos is off: its faults are refused. %1":
    "Das Chaos ist aus: Seine Störungen werden abgelehnt. {1}",
  "Killing %1":
    "%1 wird abgeschossen",
  "Freezing %1 for %2 s":
    "%1 wird für {2,} s angehalten",
  "Crashing the engine on %1":
    "Die Engine auf %1 stürzt ab",
  "Hanging the engine on %1":
    "Die Engine auf %1 bleibt hängen",
  "Handing over from %1":
    "%1 übergibt die Lease",
  "Isolating %1 for %2 s":
    "%1 wird für {2,} s abgetrennt",
  "Losing messages of %1 for %2 s":
    "Nachrichten von %1 gehen {2,} s lang verloren",
  "%1: the ball stood still":
    "{1}: Der Ball stand still",
  "%1: nobody held the lease %2 s later":
    "{1}: {2,} s später hielt niemand die Lease",
  "Survived %1":
    "%1 überstanden",
  "Survived %1 of %2":
    "%1 von %2 überstanden",

  "The ball flies on (%1)":
    "Der Ball fliegt weiter (%1)",
  "The behaviour is %1 now, on %2":
    "Das Verhalten ist jetzt %1, auf %2",
  "new: %1":
    "neu: %1",
  "Too many commands of another side wait to be carried out: %1 are lost":
    "Zu viele Befehle einer anderen Seite warten auf ihre Ausführung: %1 sind verloren",
  "1 missing command has joined the flight: %1":
    "1 fehlender Befehl ist zum Flug hinzugekommen: {1+}",
  "%1 missing commands have joined the flight: %2":
    "%1 fehlende Befehle sind zum Flug hinzugekommen: {2+}",
  "The engine %1; the spare took over":
    "Die Engine {1}; die Ersatz-Engine hat übernommen",
  "The engine ended too often on %1":
    "Die Engine auf %1 ist zu oft ausgefallen",
  "%1 is too busy to fly the ball, and hands it over":
    "%1 ist zu beschäftigt, um den Ball zu fliegen, und gibt ihn ab",
  "%1 A newborn ball flies instead.":
    "{1} Stattdessen fliegt ein neugeborener Ball.",
  "%1 The ball goes on with %2.":
    "{1} Der Ball fliegt mit %2 weiter.",

  "%1 did not believe %2: %3.":
    "%1 hat %2 nicht geglaubt: {3}.",
  "The file %1 has lost commands: other nodes are asked for them.":
    "Der Datei %1 fehlen Befehle: Andere Knoten werden danach gefragt.",
  "The snapshot %1 cannot be written: %2.":
    "Der Stand %1 lässt sich nicht schreiben: {2}.",
  "The file %1 is not used: %2. %3":
    "Die Datei %1 wird nicht benutzt: {2}. {3}",
  "%1 has more than %2 files for behaviours: those after %3 are left out.":
    "%1 hat mehr als %2 Dateien für Verhalten: Die nach %3 werden ausgelassen.",
  "Files left out besides these: %1.":
    "Weitere ausgelassene Dateien: %1.",
  "%1 is left out: %2.":
    "%1 wird ausgelassen: {2}.",
  "There are different behaviours named %1; both are kept, the scripts as %2.":
    "Es gibt verschiedene Verhalten namens %1; alle bleiben, die Skripte als %2.",
  "There are different behaviours named %1; both are kept, the scripts as %2 and %3.":
    "Es gibt verschiedene Verhalten namens %1; alle bleiben, die Skripte als %2 und %3.",
  "Other nodes have more scripts than this one carries (%1, 4 MiB).":
    "Andere Knoten haben mehr Skripte, als dieser aufnimmt (%1, 4 MiB).",

  "The cluster has a new key (%1)":
    "Der Cluster hat einen neuen Schlüssel (%1)",
  "The cluster has a new key, and this node cannot keep it: %1 After a restart it has to be invited anew.":
    "Der Cluster hat einen neuen Schlüssel, und dieser Knoten kann ihn nicht behalten: {1} Nach einem Neustart muss er neu eingeladen werden.",
  "The cluster changed its key while %1 was away, and no longer knows it. To let it join again, invite it at a node of the cluster.":
    "Der Cluster hat den Schlüssel gewechselt, während %1 weg war, und kennt ihn nicht mehr. Damit er wieder beitreten kann, muss ihn ein Knoten des Clusters einladen.",
  "This node was removed from the cluster %1 and flies a ball of its own. To come back, it has to be invited there again.":
    "Dieser Knoten wurde aus dem Cluster %1 entfernt und fliegt einen eigenen Ball. Um zurückzukommen, muss er dort neu eingeladen werden.",

  "etcd has not answered yet.":
    "etcd hat noch nicht geantwortet.",
  "etcd has not answered yet (%1).":
    "etcd hat noch nicht geantwortet ({1}).",
  "etcd has no majority that this node reaches: nothing can be committed.":
    "etcd hat keine Mehrheit, die dieser Knoten erreicht: Nichts lässt sich festschreiben.",
  "etcd has no majority that this node reaches: nothing can be committed (%1).":
    "etcd hat keine Mehrheit, die dieser Knoten erreicht: Nichts lässt sich festschreiben ({1}).",
  "etcd denies this node access.":
    "etcd verweigert diesem Knoten den Zugang.",
  "etcd denies this node access (%1).":
    "etcd verweigert diesem Knoten den Zugang ({1}).",
  "etcd takes no more writes.":
    "etcd nimmt nichts mehr an.",
  "etcd takes no more writes (%1).":
    "etcd nimmt nichts mehr an ({1}).",
  "etcd keeps the lease of nodes with another %1, and this one cannot take part.":
    "In etcd liegt die Lease von Knoten, die abweichen bei {1}; dieser kann nicht teilnehmen.",
  "etcd keeps the lease of nodes with another %1 and %2, and this one cannot take part.":
    "In etcd liegt die Lease von Knoten, die abweichen bei {1} und {2}; dieser kann nicht teilnehmen.",
  "etcd keeps the lease of nodes with another %1 and %2 and %3, and this one cannot take part.":
    "In etcd liegt die Lease von Knoten, die abweichen bei {1}, {2} und {3}; dieser kann nicht teilnehmen.",
  "etcd keeps the lease of nodes with another %1 and %2 and %3 and %4, and this one cannot take part.":
    "In etcd liegt die Lease von Knoten, die abweichen bei {1}, {2}, {3} und {4}; dieser kann nicht teilnehmen.",
  "etcd, ready: %1":
    "etcd, bereit: {1+}",
  "etcd, ready: %1; %2":
    "etcd, bereit: {1+}; {2}",
  "etcd, connecting: %1":
    "etcd, Verbindung wird aufgebaut: {1+}",
  "etcd, unreachable: %1":
    "etcd, nicht erreichbar: {1+}",
  "etcd, denied: %1":
    "etcd, Zugang verweigert: {1+}",
  "etcd, full: %1":
    "etcd, voll: {1+}",
  "etcd, differs: %1":
    "etcd, abweichend: {1+}",
  "etcd, electing a leader":
    "etcd, ein führendes Mitglied wird gewählt",
  "etcd, electing a leader; %1":
    "etcd, ein führendes Mitglied wird gewählt; {1}",

  "user (%1): %2 → %3":
    "Benutzer (%1): %2 → %3",
  "operator (%1): %2 → %3":
    "Bedienung (%1): %2 → %3",
  "run token (%1): %2 → %3":
    "Token dieses Laufs (%1): %2 → %3",
  "token %1 (%2): %3 → %4":
    "Token %1 (%2): %3 → %4",
  "nobody (%1): %2 → %3":
    "niemand (%1): %2 → %3"
};
