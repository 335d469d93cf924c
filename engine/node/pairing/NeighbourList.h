// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/node/view/PairingView.h"

#include <QHostAddress>

#include <list>
#include <optional>

namespace everbounce {

/// Nodes of other clusters that were heard lately. Anybody can send such datagrams, so there are few places,
/// and whoever invites comes first. Pure.
class NeighbourList
{
public:
    static constexpr std::size_t most = 8;
    static constexpr Nanoseconds forgetAfter = std::chrono::seconds(10);

    /// `door` is the port at which it can be joined; 0 if it only was heard. True if the list has changed.
    bool heard(const QHostAddress &address, quint16 door, Nanoseconds now);

    /// True if the list has changed.
    bool forgetOld(Nanoseconds now);

    /// It has joined, so it is no longer a neighbour. What it said just before may still come: for a while
    /// only an invitation makes it one again.
    void joined(const QHostAddress &address, Nanoseconds now);

    /// Where a neighbour can be joined; nothing if it cannot.
    std::optional<quint16> doorOf(const QHostAddress &address) const;

    /// The one heard first comes first.
    QList<NeighbourView> list() const;

private:
    struct Neighbour
    {
        QHostAddress address;
        quint16 door = 0;
        Nanoseconds heardAt{0};
        Nanoseconds invitedAt{0}; ///< when it last said that it can be joined
    };

    std::list<Neighbour> m_all;
    std::list<std::pair<QHostAddress, Nanoseconds>> m_joined; ///< lately, and when; the latest last
};

} // namespace everbounce
