// SPDX-License-Identifier: GPL-3.0-or-later
// Why nodes refuse what people want. JSON but for its first and last line.

export const sentences = {
  "No node holds the lease now.":
    "Gerade hält kein Knoten die Lease.",
  "There is no such node.":
    "Diesen Knoten gibt es nicht.",
  "There is no node %1 in the cluster now.":
    "Einen Knoten %1 gibt es gerade nicht im Cluster.",
  "%1 nodes are called %2: give the id of one.":
    "%1 Knoten heißen %2: die ID von einem angeben.",
  "There is no fault %1.":
    "Eine Störung %1 gibt es nicht.",
  "The node that was asked is gone. Whether it carried out the fault is not known.":
    "Der gefragte Knoten ist weg. Ob er die Störung ausgeführt hat, ist nicht bekannt.",
  "The node did not answer.":
    "Der Knoten hat nicht geantwortet.",
  "The node did not answer in time.":
    "Der Knoten hat nicht rechtzeitig geantwortet.",
  "Too many faults are waiting. Try again.":
    "Zu viele Störungen warten schon. Noch einmal versuchen.",
  "Faults are switched off at this node (--faults off).":
    "Störungen sind an diesem Knoten abgeschaltet (--faults off).",
  "That node does not run the engine.":
    "Auf diesem Knoten läuft die Engine nicht.",
  "There is no other node to take the lease.":
    "Es gibt keinen anderen Knoten, der die Lease übernehmen könnte.",
  "That node is process 1 and has no /proc of its own: it cannot be frozen.":
    "Dieser Knoten ist Prozess 1 und hat kein eigenes /proc: Er lässt sich nicht anhalten.",
  "That node has no %1 faults set up (--%2-faults).":
    "An diesem Knoten sind keine Störungen für %1 eingerichtet (--%2-faults).",
  "Nothing reads the pipe for etcd faults any more (--etcd-faults).":
    "Die Pipe für Störungen von etcd liest niemand mehr (--etcd-faults).",

  "A command needs an id of its own.":
    "Ein Befehl braucht eine eigene ID.",
  "This id stands for another command. Give each command an id of its own.":
    "Diese ID steht für einen anderen Befehl. Jeder Befehl braucht eine eigene.",
  "The ball knows no such command.":
    "Einen solchen Befehl kennt der Ball nicht.",
  "Too many commands are open. Try again.":
    "Zu viele Befehle sind offen. Noch einmal versuchen.",
  "Too many commands. Try again in %1 s.":
    "Zu viele Befehle. In %1 s noch einmal versuchen.",
  "The holder is too busy. Try again.":
    "Der Inhaber ist zu beschäftigt. Noch einmal versuchen.",
  "No holder confirmed the command in time. It may still be carried out.":
    "Kein Inhaber hat den Befehl rechtzeitig bestätigt. Er kann noch ausgeführt werden.",
  "What became of the command is not known. It may still be carried out.":
    "Was aus dem Befehl wurde, ist nicht bekannt. Er kann noch ausgeführt werden.",
  "%1 holders were lost while carrying it out: %2 is not tried again.":
    "%1 Inhaber gingen beim Ausführen verloren: %2 wird nicht noch einmal versucht.",
  "It was carried out, but a power cut would undo it: %1 has it. %2":
    "Ausgeführt, aber ein Stromausfall würde es rückgängig machen: {1} hat es. {2}",
  "Nothing can be kept: this node is alone. %1":
    "Nichts lässt sich sichern: Dieser Knoten ist allein. {1}",
  "The disk did not take it in time.":
    "Der Datenträger hat es nicht rechtzeitig angenommen.",

  "%1 is not on %2.":
    "%1 gibt es auf %2 nicht.",
  "%1 cannot be used: %2.":
    "%1 lässt sich nicht verwenden: {2}.",
  "There are %1 scripts named %2: say which, %3.":
    "Es gibt %1 Skripte namens %2: genauer angeben, %3.",
  "There are %1 scripts named %2: say which, %3 or %4.":
    "Es gibt %1 Skripte namens %2: genauer angeben, %3 oder %4.",
  "%1 failed before and is in quarantine: choose \"try again\" to select it.":
    "%1 hat schon einmal versagt und ist in Quarantäne: „Erneut versuchen“ wählt es trotzdem.",
  "%1 failed before and is in quarantine: choose \"try again\" to select it. %2":
    "%1 hat schon einmal versagt und ist in Quarantäne: „Erneut versuchen“ wählt es trotzdem. {2}",

  "This is no script: %1.":
    "Das ist kein Skript: {1}.",
  "No ball flies just now from which it could go on.":
    "Gerade fliegt kein Ball, von dem aus es weitergehen könnte.",
  "The script flies no path that can be shown.":
    "Das Skript fliegt keine Bahn, die sich zeigen lässt.",
  "The script takes more than a second of processor time for 20 s of flight: perhaps it never ends.":
    "Das Skript braucht mehr als eine Sekunde Rechenzeit für 20 s Flug: Vielleicht endet es nie.",
  "The engine that was to fly the script %1.":
    "Die Engine, die das Skript fliegen sollte, {1}.",
  "The engine that flew the script %1: perhaps it takes too much memory.":
    "Die Engine, die das Skript flog, {1}: Vielleicht braucht es zu viel Speicher.",
  "Your last text is still being flown. Try again in a moment.":
    "Der letzte Text wird noch geflogen. Gleich noch einmal versuchen.",
  "This node is flying other texts ahead. Try again in a moment.":
    "Dieser Knoten fliegt gerade andere Texte voraus. Gleich noch einmal versuchen.",
  "This machine is too busy to fly the text ahead. Try again in a moment.":
    "Dieser Rechner ist zu beschäftigt, um den Text vorauszufliegen. Gleich noch einmal versuchen.",
  "A script's name is a letter, then letters, digits, _ and -, at most %1 in all.":
    "Der Name eines Skripts besteht aus einem Buchstaben und danach Buchstaben, Ziffern, _ und -, zusammen höchstens %1.",
  "%1 is part of the program: take another name.":
    "%1 gehört zum Programm: einen anderen Namen nehmen.",
  "%1 is a plugin: take another name.":
    "%1 ist ein Plugin: einen anderen Namen nehmen.",
  "%1 belongs to %2: save yours under another name.":
    "%1 gehört zu %2: das eigene unter einem anderen Namen speichern.",
  "%1 belongs to another folder of this node: save yours under another name.":
    "%1 gehört zu einem anderen Ordner dieses Knotens: das eigene unter einem anderen Namen speichern.",
  "This node has no folder to keep scripts in.":
    "Dieser Knoten hat keinen Ordner für Skripte.",
  "This node has %1 scripts already.":
    "Dieser Knoten hat schon %1 Skripte.",
  "This node has no script named %1.":
    "Dieser Knoten hat kein Skript namens %1.",
  "The disk is busy. Try again in a moment.":
    "Der Datenträger ist beschäftigt. Gleich noch einmal versuchen.",
  "%1 was saved in %2, but this node does not read it there.":
    "%1 wurde in %2 gespeichert, aber dort liest dieser Knoten es nicht.",
  "%1 could not be saved: %2.":
    "%1 konnte nicht gespeichert werden: {2}.",
  "%1.js of this node cannot be read: %2.":
    "%1.js dieses Knotens lässt sich nicht lesen: {2}.",
  "%1 has been changed meanwhile. Look at it before you save yours.":
    "%1 wurde inzwischen geändert. Vor dem Speichern ansehen.",
  "%1 is gone. Save it anew.":
    "%1 ist weg. Neu speichern.",
  "There is no earlier version of %1.":
    "Von %1 gibt es keine frühere Fassung.",

  "View only: this token lets you watch, not command.":
    "Nur Zuschauen: Dieses Token erlaubt keine Befehle.",
  "This session is over. Enter the token again.":
    "Diese Sitzung ist zu Ende. Das Token noch einmal eingeben.",
  "Too many wrong tokens came from there. Try again in %1 s.":
    "Von dort kamen zu viele falsche Token. In %1 s noch einmal versuchen.",
  "This is not the operator's token.":
    "Das ist nicht das Token zum Bedienen.",
  "A session is opened by a token.":
    "Eine Sitzung beginnt mit einem Token.",
  "This node can open no sessions now.":
    "Dieser Knoten kann gerade keine Sitzungen beginnen.",
  "This token has too many sessions open. End one, or use another.":
    "Mit diesem Token sind zu viele Sitzungen offen. Eine beenden oder ein anderes nehmen.",
  "This node does not know that token. Enter it again.":
    "Dieser Knoten kennt das Token nicht. Es noch einmal eingeben.",
  "Too many sessions of this token were ended, and this one goes on. Revoke the token to end them all.":
    "Von diesem Token wurden zu viele Sitzungen beendet, und diese läuft weiter. Alle enden, wenn das Token widerrufen wird.",
  "This node has no operator token: it takes commands from its own user on its own machine only.":
    "Dieser Knoten hat kein Token zum Bedienen: Befehle nimmt er nur von seinem eigenen Benutzer auf seinem eigenen Rechner an.",
  "Commands from other machines and users need the operator's token.":
    "Befehle von anderen Rechnern und Benutzern brauchen das Token zum Bedienen.",
  "A token that was given out does not allow this: it cannot let others in.":
    "Ein ausgegebenes Token erlaubt das nicht: Es kann niemanden einlassen.",
  "There is no room for another token; revoke one first.":
    "Für ein weiteres Token ist kein Platz: zuerst eines widerrufen.",
  "This node keeps no tokens.":
    "Dieser Knoten bewahrt keine Token auf."
};
