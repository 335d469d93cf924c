// SPDX-License-Identifier: GPL-3.0-or-later
// What the sources of nodes hold besides sentences that a window or a page shows.

/** Where nodes put their sentences together. */
export const rooms = ["engine/base", "engine/cluster", "engine/lease", "engine/singleton", "engine/ball", "engine/node", "engine/viewer/failover", "web", "app/node", "app/options/WindowSettings.cpp", "app/started"];

/** Files whose texts are put together with others of theirs: each is a part of a form. */
export const composing = [
  "engine/ball/behaviors/loading/",
  "engine/ball/engine/ForeignCode.cpp",
  "engine/ball/pipe/Flight.cpp",
  "engine/base/files/SafeFile.cpp",
  "engine/cluster/link/keys/KeyFile.cpp",
  "engine/node/CoordinationViews.cpp",
  "engine/node/chaos/ChaosRun.cpp",
  "engine/node/faults/FaultInjector.cpp",
  "engine/node/scripts/PreviewQuestion.cpp",
  "engine/node/scripts/ScriptEditor.cpp",
  "engine/viewer/failover/FailoverDrawing.cpp",
  "web/access/CommandRights.cpp",
];

/** Files and folders of which people at a window or a page read nothing, or read it by another way. */
export const hiddenFiles = [
  "engine/node/figures/", // figures for programs
  "web/api/WebFigures.cpp",
  "web/api/Metrics.cpp",
  "engine/node/view/Fault.cpp", // known by their names: FaultWords.cpp and sent.de.js
  "engine/ball/behaviors/Description.cpp",
  "web/http/", // what a browser does not get wrong
  "web/live/FeedRequest.cpp",
  "web/FrontDoor.cpp",
  "web/tls/", // read by whoever starts the node
  "web/access/sender/",
  "web/access/tokens/OperatorToken.cpp",
  "engine/cluster/pairing/line/JoinByLine.cpp",
  "engine/singleton/coordination/", // options
  "engine/singleton/etcd/EtcdCoordination.cpp",
  "engine/singleton/etcd/EtcdOptions.cpp",
  "engine/singleton/peer/PeerCoordination.cpp",
  "app/node/Startup.cpp",
];

/** Texts that are no sentences for people at a window or a page. */
export const hiddenTexts = [
  // Known by themselves: BehaviorWords.cpp and sent.de.js.
  "Flies straight and bounces off the walls.",
  "Leaves each wall at a random speed, which may be 0.",
  "Is on no node, so the command is refused.",
  // The same in German, or a case of a form.
  "%1 KiB",
  "it is larger than 64 KiB",
  // What only a program gets wrong, in a request or by its time.
  /^".+" (must be|takes) /,
  /^The "role" of a (link|token) is viewer or operator\.$/,
  'A token takes a "name" of up to 64 characters, and "seconds" from %1 to %2.',
  "There is no such token.",
  'A command needs an "id" of its own, such as a UUID.',
  "A JSON object is expected, such as {}.",
  "This is not JSON: %1 at byte %2.",
  "Send commands as application/json.",
  "Idempotency-Key takes 1 to %1 letters, digits and . _ : -",
  "If-Match and If-None-Match take * or entity tags, such as the one in the ETag header.",
  "A term is a whole number from 1 on.",
  "since takes a time in milliseconds since 1970.",
  "since takes the id of an event, a whole number.",
  "No holder is known yet.",
  "There is no link to the node that holds the lease.",
  "The flight is not known yet.",
  "The node did not report its figures in time.",
  "The TLS library of this machine offers no pre-shared keys, which nodes need to speak to each other; install Qt's OpenSSL backend.",
  ", and cannot go on alone.",
  // Names of things: of what keys are for, of what is asked for, of words of etcd.
  /^everbounce [a-z ]+$/,
  /^(settings (name|port)|share (on|off)|live session|web %1|Serves %1|ready name=.*|"command line")$/,
  /^(SSL routines|user name|user name is empty|CommonName|authentication failed|auth store is old|authentication is not enabled)$/,
  /^; (base-uri|Path|HttpOnly|Secure)/,
  "handed over",
  "this node",
  // JavaScript and regular expressions.
  /^('?use strict'?;?|throw 0;|async function\*?|\nreturn typeof next .*)$/,
  /\\b|\[ \\t\]/,
  "cannot change what is frozen",
  "random.below takes a whole number from 1 to 4294967295",
  /^The engine runs without a sandbox/,
];
