// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <map>
#include <optional>

namespace everbounce {

/// The places of connections that have not yet proved that they have the cluster's key. Pure.
///
/// A newcomer always gets one. If none is free, the address with the most gives up its oldest: an address
/// that floods the node displaces only itself. One address has a bounded share, and so have all strangers
/// together; the rest is for addresses where peers are known to be.
class Places
{
public:
    struct Limits
    {
        std::size_t all;
        std::size_t strangers; ///< of all, for addresses where no peer is known
        std::size_t each;      ///< of these, for one address; of IPv6 for one /64
    };
    using Id = quint64;

    explicit Places(const Limits &limits)
        : m_limits(limits)
    {
    }

    struct Admission
    {
        Id id;
        std::optional<Id> leaves; ///< its place is already free
    };
    Admission admit(const QHostAddress &from, bool isKnown);

    /// Nothing happens if that place is free.
    void release(Id id) { m_taken.erase(id); }

    std::size_t size() const { return m_taken.size(); }

private:
    struct Group
    {
        QHostAddress network;
        bool isKnown;

        bool operator==(const Group &) const = default;
    };

    static Group groupOf(const QHostAddress &address, bool isKnown);
    std::size_t sizeOf(const Group &group) const;
    std::size_t strangers() const;
    std::optional<Id> toLeaveFor(const Group &newcomer) const;
    std::optional<Id> oldestOfLargest(bool isKnown) const;

    Limits m_limits;
    Id m_last = 0;
    std::map<Id, Group> m_taken; ///< the oldest first
};

} // namespace everbounce
