// SPDX-License-Identifier: GPL-3.0-or-later
// What nodes say to the people at them of keys, members, pairing and their own settings. JSON but for its first and last line.

export const sentences = {
  "This node has joined. Its former key and state are set aside.":
    "Dieser Knoten ist beigetreten. Sein früherer Schlüssel und Zustand sind beiseitegelegt.",
  "The other node has joined.":
    "Der andere Knoten ist beigetreten.",
  "The other node does not know this code; ask for a new one (everbouncectl invite).":
    "Der andere Knoten kennt diesen Code nicht: um einen neuen bitten (everbouncectl invite).",
  "A node came with a code that nobody gave out here.":
    "Ein Knoten kam mit einem Code, den hier niemand ausgegeben hat.",
  "This code has been used already: each works once. Ask for a new one (everbouncectl invite).":
    "Dieser Code wurde schon benutzt: Jeder gilt einmal. Um einen neuen bitten (everbouncectl invite).",
  "A node came with a code that had been used already.":
    "Ein Knoten kam mit einem Code, der schon benutzt war.",
  "This code has expired; ask for a new one (everbouncectl invite).":
    "Dieser Code ist abgelaufen: um einen neuen bitten (everbouncectl invite).",
  "Nobody came while the invitation lasted.":
    "Während der Einladung ist niemand gekommen.",
  "The invitation was withdrawn.":
    "Die Einladung wurde zurückgezogen.",
  "The other node invites nobody now; press Invite there first.":
    "Der andere Knoten lädt gerade niemanden ein: zuerst dort „Einladen“ drücken.",
  "Nobody is invited here.":
    "Hier ist niemand eingeladen.",
  "The other node is pairing with another one; try again in a moment.":
    "Der andere Knoten wird gerade mit einem weiteren verbunden: gleich noch einmal versuchen.",
  "Another node wanted to join meanwhile.":
    "Inzwischen wollte ein weiterer Knoten beitreten.",
  "There were too many attempts; try again in a minute.":
    "Es gab zu viele Versuche: in einer Minute noch einmal versuchen.",
  "There were too many attempts.":
    "Es gab zu viele Versuche.",
  "Somebody said no at the other node.":
    "Am anderen Knoten hat jemand Nein gesagt.",
  "You said no: nothing was changed.":
    "Hier wurde Nein gesagt: Nichts ist geändert.",
  "You said no: the other node learned nothing.":
    "Hier wurde Nein gesagt: Der andere Knoten hat nichts erfahren.",
  "The other node did not answer in time.":
    "Der andere Knoten hat nicht rechtzeitig geantwortet.",
  "This node could not keep what it was given: it stays where it was.":
    "Dieser Knoten konnte nicht behalten, was er bekam: Er bleibt, wo er war.",
  "The other node was given the key, but has not joined; it says why on its own screen.":
    "Der andere Knoten hat den Schlüssel erhalten, ist aber nicht beigetreten: Warum, sagt er auf seinem Bildschirm.",
  "The connection broke before this node had joined.":
    "Die Verbindung brach ab, bevor dieser Knoten beigetreten war.",
  "The other node was given the key and then fell silent: if it does not appear here, change the key (everbouncectl key rotate).":
    "Der andere Knoten hat den Schlüssel erhalten und ist dann verstummt: Erscheint er hier nicht, den Schlüssel wechseln (everbouncectl key rotate).",
  "The connection broke, or somebody stands between the two nodes: nothing was changed.":
    "Die Verbindung brach ab, oder jemand steht zwischen den beiden Knoten: Nichts ist geändert.",
  "The connection broke, or somebody stands between the two nodes: the key was not given away.":
    "Die Verbindung brach ab, oder jemand steht zwischen den beiden Knoten: Der Schlüssel wurde nicht herausgegeben.",
  "This node has just left its cluster; join again.":
    "Dieser Knoten hat gerade seinen Cluster verlassen: noch einmal beitreten.",
  "This node is pairing with another one already.":
    "Dieser Knoten wird schon mit einem anderen verbunden.",
  "This node cannot reach that address; start it with --listen lan.":
    "Dieser Knoten erreicht die Adresse nicht: mit --listen lan starten.",
  "Nobody at %1 invites; press Invite there first.":
    "Unter %1 lädt niemand ein: zuerst dort „Einladen“ drücken.",
  "Nobody answers at %1; press Invite there first.":
    "Unter %1 antwortet niemand: zuerst dort „Einladen“ drücken.",
  "These digits have expired. Look at both nodes again.":
    "Diese Ziffern gelten nicht mehr. Beide Knoten noch einmal ansehen.",
  "%1 codes are open already; wait until one has been used or has expired.":
    "%1 Codes sind schon offen: warten, bis einer benutzt oder abgelaufen ist.",
  "Since this node %1, pairing has ended: invite or join again.":
    "Seit dieser Knoten {1}, ist das Verbinden beendet: neu einladen oder beitreten.",
  "This node was started with --cluster %1, and the other one is in %2: start this one without --cluster to join.":
    "Dieser Knoten wurde mit --cluster %1 gestartet, und der andere ist in %2: zum Beitreten diesen ohne --cluster starten.",

  "A node cannot remove itself, nor one that reads the same key file; stop it instead.":
    "Ein Knoten kann weder sich selbst entfernen noch einen, der dieselbe Schlüsseldatei liest: stattdessen beenden.",
  "It reads the same key file as the node that would remove it; stop it instead.":
    "Es liest dieselbe Schlüsseldatei wie der Knoten, der es entfernen soll: stattdessen beenden.",
  "That node has no link of its own with this one now, or is of an older version; stop it instead.":
    "Dieser Knoten hat gerade keine eigene Verbindung hierher oder ist von einer älteren Version: stattdessen beenden.",
  "That member is not known here, or was removed.":
    "Dieses Mitglied ist hier nicht bekannt oder wurde entfernt.",
  "No node or known member is called %1.":
    "Kein Knoten und kein bekanntes Mitglied heißt %1.",
  "Several have that name: give the id of one.":
    "So heißen mehrere: die ID von einem angeben.",
  "This node does not take part in changes of the key.":
    "Dieser Knoten nimmt an Schlüsselwechseln nicht teil.",
  "The key is being changed already.":
    "Der Schlüssel wird schon gewechselt.",
  "The key is being changed already; wait until that is done.":
    "Der Schlüssel wird schon gewechselt: warten, bis das geschehen ist.",
  "The key was changed a moment ago. Try again in %1 s.":
    "Der Schlüssel wurde gerade erst gewechselt. In %1 s noch einmal versuchen.",
  "The lease is moving to another node. Try again in a moment.":
    "Die Lease wechselt gerade zu einem anderen Knoten. Gleich noch einmal versuchen.",
  "The node that holds the lease did not answer. Look whether the key has changed.":
    "Der Inhaber der Lease hat nicht geantwortet. Nachsehen, ob der Schlüssel gewechselt hat.",
  "The node did not answer in time. Look whether the key has changed.":
    "Der Knoten hat nicht rechtzeitig geantwortet. Nachsehen, ob der Schlüssel gewechselt hat.",
  "%1 runs a version that cannot change keys; upgrade or stop it first.":
    "Auf %1 läuft eine Version, die keine Schlüssel wechseln kann: zuerst erneuern oder beenden.",
  "%1 does not have the present key yet; wait until it has, or stop it.":
    "%1 hat den jetzigen Schlüssel noch nicht: darauf warten oder den Knoten beenden.",
  "%1 Nothing has changed.":
    "{1} Nichts ist geändert.",
  "The cluster key file %1 cannot be used: %2; name another with --cluster-key-file.":
    "Die Schlüsseldatei %1 des Clusters lässt sich nicht verwenden: {2}; mit --cluster-key-file eine andere nennen.",
  "The cluster key file %1 can be read by others; run chmod 600 on it.":
    "Die Schlüsseldatei %1 des Clusters ist für andere lesbar: chmod 600 darauf anwenden.",
  "The cluster key file %1 can be replaced: %2.":
    "Die Schlüsseldatei %1 des Clusters ist ersetzbar: {2}.",
  "The cluster key file %1 is neither a key of 32 bytes nor a ring of keys; remove it, or name another with --cluster-key-file.":
    "Die Schlüsseldatei %1 des Clusters ist weder ein Schlüssel von 32 Byte noch ein Bund von Schlüsseln: sie entfernen oder mit --cluster-key-file eine andere nennen.",
  "The cluster key file %1 holds a key that can be guessed; remove it, and a new one is made.":
    "Die Schlüsseldatei %1 des Clusters enthält einen Schlüssel, der sich erraten lässt: Wird sie entfernt, entsteht eine neue.",
  "The cluster key file %1 cannot be changed: %2.":
    "Die Schlüsseldatei %1 des Clusters lässt sich nicht ändern: {2}.",
  "The cluster key file %1 cannot be replaced: %2; name another with --cluster-key-file.":
    "Die Schlüsseldatei %1 des Clusters lässt sich nicht ersetzen: {2}; mit --cluster-key-file eine andere nennen.",
  "The cluster key file %1 belongs to another cluster by now.":
    "Die Schlüsseldatei %1 gehört inzwischen zu einem anderen Cluster.",
  "The cluster key file %1 cannot be written: %2.":
    "Die Schlüsseldatei %1 des Clusters lässt sich nicht schreiben: {2}.",

  "%1 cannot be written: %2.":
    "%1 lässt sich nicht schreiben: {2}.",
  "%1 can be replaced: %2.":
    "%1 ist ersetzbar: {2}.",
  "Changed, but not saved: %1 cannot be written, so a restart undoes it.":
    "Geändert, aber nicht gespeichert: %1 lässt sich nicht schreiben, ein Neustart macht es rückgängig.",
  "This node was started with --listen %1. Start it without that option to change it here.":
    "Dieser Knoten wurde mit --listen %1 gestartet. Wer ohne diese Option startet, kann hier wählen.",
  "This node cannot listen on %1; name an address of this machine with --listen.":
    "Unter %1 kann dieser Knoten nicht lauschen: mit --listen eine Adresse dieses Rechners nennen.",
  "No other machine reaches this page. Share it on the network first.":
    "Kein anderer Rechner erreicht diese Seite. Sie zuerst im Netz freigeben.",
  "Another change is in progress. Try again.":
    "Eine andere Änderung ist im Gang. Noch einmal versuchen.",
  "Cannot listen on %1, port %2: %3.":
    "Unter %1, Port %2, lässt sich nicht lauschen: %3.",
  "Port %1 on %2 is in use by another program.":
    "Port %1 unter %2 ist von einem anderen Programm belegt.",
  "The ports %1 to %2 on %3 are all in use.":
    "Die Ports %1 bis %2 unter %3 sind alle belegt.",
  "Another node of yours is called %1.":
    "%1 heißt hier schon ein anderer Knoten.",
  "Another window of yours has these settings.":
    "Diese Einstellungen hat ein anderes Fenster.",
  "Given by %1.":
    "Mit %1 vorgegeben.",
  "A name has at most %1 characters.":
    "Ein Name hat höchstens %1 Zeichen.",
  "A name has no control characters.":
    "Ein Name hat keine Steuerzeichen.",
  "A port is a number from 0 to 65535.":
    "Ein Port ist eine Zahl von 0 bis 65535."
};
