// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// The protocol between nodes: its version, and the caps on everything that comes from outside. See
// docs/protocol.md.

namespace everbounce {

/// Nodes of another major are shown, not spoken to. A greater minor adds keys and message types, which
/// others ignore.
constexpr int protocolMajor = 1;
constexpr int protocolMinor = 1;
constexpr int relayingMinor = 1; ///< the first that relays messages for others

constexpr qsizetype maxBeaconBytes = 512;
constexpr qsizetype maxFrameBytes = 1024 * 1024; ///< on a link
constexpr qsizetype maxHelloBytes = 4096;        ///< on a link whose other end has not introduced itself yet
constexpr qint64 maxUnsentBytes = 8 * maxFrameBytes; ///< a peer that reads slower than that is given up

constexpr int maxLinks = 256;
constexpr int maxUnprovenLinks =
    32; ///< handshakes under way, each way, that are not through with their hello
constexpr int maxSilentConnections = 128;          ///< accepted, that have not begun a handshake
constexpr int maxBeaconsPerSecond = 1000;          ///< verified, of all senders that are not known
constexpr int maxBeaconsOfOneAddress = 200;        ///< of these
constexpr int maxBeaconsOfKnownSender = 20;        ///< of one address and port, apart from these
constexpr int maxHops = 8;                         ///< how often a message is passed on by nodes between
constexpr qint64 maxUnsentOfRelay = maxFrameBytes; ///< nothing is relayed to whom more is waiting for already
constexpr int maxToldPeers = maxLinks;             ///< addresses in one message of the peer exchange

} // namespace everbounce
