// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace everbounce {

/// The datagram of a node that invites: where it can be joined, and a number to know one's own by. It reveals
/// no names, and nothing verifies it. Pure.
struct InvitingBeacon
{
    quint16 door = 0;
    quint64 id = 0;

    QByteArray toBytes() const;

    /// Nothing for any other datagram.
    static std::optional<InvitingBeacon> fromBytes(const QByteArray &datagram);
};

} // namespace everbounce
