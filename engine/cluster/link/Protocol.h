// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// The protocol between nodes: its version, and the caps on all input from outside. See docs/protocol.md.

namespace everbounce {

/// Nodes of another major are shown, not spoken to. A greater minor adds keys and message types, which others
/// ignore; some are those of the rooms above.
constexpr int protocolMajor = 1;
constexpr int protocolMinor = 3;
constexpr int relayingMinor = 1; ///< the first minor that relays messages for others
constexpr int keysMinor = 3;     ///< the first minor that can change the cluster's key

constexpr qsizetype maxBeaconBytes = 512;
constexpr qsizetype maxFrameBytes = 1024 * 1024; ///< on a link
constexpr qsizetype maxHelloBytes = 4096;        ///< on a link whose other end has not introduced itself yet
constexpr qsizetype maxLetterBytes = 128 * 1024; ///< on a link that only brings a newer ring of keys
constexpr qint64 maxUnsentBytes = 8 * maxFrameBytes; ///< a peer that reads more slowly is given up

constexpr int maxLinks = 256;
constexpr int maxUnprovenLinks = 32;        ///< handshakes in progress, each way, before their hello
constexpr int maxSilentConnections = 128;   ///< accepted, before their handshake
constexpr int maxBeaconsPerSecond = 1000;   ///< verified, of all unknown senders
constexpr int maxBeaconsOfOneAddress = 200; ///< of these
constexpr int maxBeaconsOfKnownSender = 20; ///< of one address and port, apart from these
constexpr int maxHops = 8;                  ///< how often a message is passed on
constexpr qint64 maxUnsentOfRelay =
    maxFrameBytes;                     ///< nothing is relayed to a peer for which more is already waiting
constexpr int maxToldPeers = maxLinks; ///< addresses in one message of the peer exchange

} // namespace everbounce
