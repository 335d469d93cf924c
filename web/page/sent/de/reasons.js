// SPDX-License-Identifier: GPL-3.0-or-later
// Why something failed, as nodes say it by itself or at the end of a sentence. JSON but for its first and last line.

export const sentences = {
  "%1 returned NaN or infinity.":
    "%1 hat NaN oder unendlich geliefert.",
  "%1 moves the ball by more than its box in a tick.":
    "%1 bewegt den Ball in einem Tick um mehr als seinen Kasten.",
  "%1 lets the ball leave the box.":
    "%1 lässt den Ball aus dem Kasten fliegen.",
  "%1 needs too much memory.":
    "%1 braucht zu viel Speicher.",
  "%1 failed: %2.":
    "%1 hat versagt: {2}.",
  "%1 failed: line %2: %3.":
    "%1 hat versagt: Zeile %2: %3.",
  "%1 failed: it threw %2.":
    "%1 hat versagt: Es warf %2.",
  "%1 failed: it threw something that cannot be shown.":
    "%1 hat versagt: Es warf etwas, das sich nicht zeigen lässt.",
  "%1 cannot be loaded: %2.":
    "%1 lässt sich nicht laden: {2}.",
  "%1 cannot be loaded: line %2: %3.":
    "%1 lässt sich nicht laden: Zeile %2: %3.",
  "%1 cannot be loaded: it threw %2.":
    "%1 lässt sich nicht laden: Es warf %2.",
  "%1 cannot be loaded: it threw something that cannot be shown.":
    "%1 lässt sich nicht laden: Es warf etwas, das sich nicht zeigen lässt.",
  "The script returned NaN or infinity.":
    "Das Skript hat NaN oder unendlich geliefert.",
  "The script moves the ball by more than its box in a tick.":
    "Das Skript bewegt den Ball in einem Tick um mehr als seinen Kasten.",
  "The script lets the ball leave the box.":
    "Das Skript lässt den Ball aus dem Kasten fliegen.",
  "The script needs too much memory.":
    "Das Skript braucht zu viel Speicher.",
  "The script failed: %1.":
    "Das Skript hat versagt: {1}.",
  "The script failed: line %1: %2.":
    "Das Skript hat versagt: Zeile %1: %2.",
  "The script failed: it threw %1.":
    "Das Skript hat versagt: Es warf %1.",
  "The script failed: it threw something that cannot be shown.":
    "Das Skript hat versagt: Es warf etwas, das sich nicht zeigen lässt.",
  "The script cannot be loaded: %1.":
    "Das Skript lässt sich nicht laden: {1}.",
  "The script cannot be loaded: line %1: %2.":
    "Das Skript lässt sich nicht laden: Zeile %1: %2.",
  "The script cannot be loaded: it threw %1.":
    "Das Skript lässt sich nicht laden: Es warf %1.",
  "The script cannot be loaded: it threw something that cannot be shown.":
    "Das Skript lässt sich nicht laden: Es warf etwas, das sich nicht zeigen lässt.",
  "%1 cannot be loaded: it does not have the interface that it names.":
    "%1 lässt sich nicht laden: Es hat nicht die Schnittstelle, die es nennt.",
  "%1 cannot be loaded: this engine already runs other code.":
    "%1 lässt sich nicht laden: Diese Engine führt schon anderen Code aus.",
  "%1 is not part of this program.":
    "%1 gehört nicht zu diesem Programm.",
  "%1 is of an unknown kind.":
    "%1 ist von unbekannter Art.",
  "%1 leads the ball to an impossible place.":
    "%1 führt den Ball an einen unmöglichen Ort.",
  "%1 ended the engine, which %2.":
    "%1 hat die Engine beendet: Sie {2}.",
  "Engines that fly %1 keep ending.":
    "Engines, die %1 fliegen, enden immer wieder.",
  "Engines that fly %1 end one after another.":
    "Engines, die %1 fliegen, enden eine nach der anderen.",
  "it is empty":
    "leer",
  "it is too large":
    "zu groß",
  "it is larger than %1":
    "größer als {1}",
  "it is not valid UTF-8":
    "kein gültiges UTF-8",
  "it is not a regular file":
    "keine gewöhnliche Datei",
  "it is a link that leads out of its folder":
    "ein Link, der aus seinem Ordner hinausführt",
  "it cannot be read (%1)":
    "nicht lesbar (%1)",
  "it belongs to another user":
    "gehört einem anderen Benutzer",
  "it is built for behaviour ABI %1, this program has %2":
    "für die Verhaltens-ABI %1 gebaut, dieses Programm hat %2",
  "its metadata says behaviour ABI %1, this program has %2":
    "nach seinen Metadaten für die Verhaltens-ABI %1, dieses Programm hat %2",
  "its metadata gives no valid name":
    "kein gültiger Name in den Metadaten",
  "it is not a Qt plugin that this program can read":
    "kein Qt-Plugin, das dieses Programm lesen kann",
  "it is not a plugin for behaviours":
    "kein Plugin für Verhalten"
};
