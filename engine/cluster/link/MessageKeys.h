// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace everbounce {

/// In every message of a link: its type, a short text.
constexpr QLatin1String kType("t");

/// In each ping: the number of the sender's session with the peer.
constexpr QLatin1String kSessionKey("session");

/// In a ping and its answer, the number of the ping; in an answer also the tick there, if that node knows it.
constexpr QLatin1String kPingNumber("n");
constexpr QLatin1String kPongTick("tick");

/// The types that belong to the transport itself; all others go up to the node.
constexpr QLatin1String kHelloType("hello");
constexpr QLatin1String kPingType("ping");
constexpr QLatin1String kPongType("pong");
constexpr QLatin1String kByeType("bye");
constexpr QLatin1String kPeersType("peers");
constexpr QLatin1String kPagesType("pages");
constexpr QLatin1String kNeighboursType("neighbours");
constexpr QLatin1String kRelayType("relay");

} // namespace everbounce
