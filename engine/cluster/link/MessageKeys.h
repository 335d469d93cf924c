// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace everbounce {

/// In every message of a link: its type, a short text.
constexpr QLatin1String kType("t");

/// The types that belong to the transport itself; all others go up to the node.
constexpr QLatin1String kHelloType("hello");
constexpr QLatin1String kPingType("ping");
constexpr QLatin1String kPongType("pong");
constexpr QLatin1String kByeType("bye");
constexpr QLatin1String kPeersType("peers");

} // namespace everbounce
