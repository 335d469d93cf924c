// SPDX-License-Identifier: GPL-3.0-or-later
// Why a node that was started from a window could not begin. JSON but for its first and last line.

export const sentences = {
  "Port %1 on %2 is in use by another program. Give a free one with --http-port.":
    "Port %1 unter %2 ist von einem anderen Programm belegt. Mit --http-port einen freien nennen.",
  "The ports %1 to %2 on %3 are all in use. Give a free one with --http-port.":
    "Die Ports %1 bis %2 unter %3 sind alle belegt. Mit --http-port einen freien nennen.",
  "Cannot listen on %1, port %2: %3. Give another address with --listen or another port with --http-port.":
    "Unter %1, Port %2, lässt sich nicht lauschen: %3. Mit --listen eine andere Adresse oder mit --http-port einen anderen Port nennen.",
  "UDP port %1 cannot be used for discovery (%2); choose another one with --discovery-port.":
    "Über den UDP-Port %1 lassen sich keine Knoten finden ({2}): mit --discovery-port einen anderen wählen.",
  "it is taken":
    "er ist belegt",
  "Another node keeps its state in %1: stop it, or give this one another --state-dir.":
    "In %1 hat ein anderer Knoten seinen Stand: ihn beenden oder diesem mit --state-dir ein anderes Verzeichnis geben.",
  "The file %1 is left as it is, and nothing is begun without it: %2. Start again when it can be read, or move it away.":
    "Die Datei %1 bleibt, wie sie ist, und ohne sie wird nichts begonnen: {2}. Neu starten, sobald sie lesbar ist, oder sie wegräumen.",
  "The engine program %1 is missing: install it beside this one.":
    "Das Programm der Engine, %1, fehlt: es neben diesem installieren.",
  "The cluster key file %1 cannot be created: %2; name another with --cluster-key-file.":
    "Die Schlüsseldatei %1 des Clusters lässt sich nicht anlegen: %2; mit --cluster-key-file eine andere nennen.",
  "it ended with status %1":
    "Er endete mit Status %1",
  "it was ended by signal %1":
    "Er wurde durch Signal %1 beendet"
};
