// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <compare>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace everbounce {

/// Whose connections count together: an address of IPv4, a /64 of IPv6, or this machine with all its
/// addresses.
struct Origin
{
    enum class Kind { Machine, IPv4, IPv6 };
    Kind kind = Kind::Machine;
    quint64 prefix = 0;

    /// Of a connection from `peer` to `local`. An address of this machine at both ends is this machine.
    static Origin of(const QHostAddress &peer, const QHostAddress &local);

    auto operator<=>(const Origin &) const = default;
};

/// Who gets a place among the connections. While there are free ones, whoever comes, up to a share for each
/// origin. When all are taken the newcomer gets the place of whoever has the most: of a connection that waits
/// for a request where there is one, longest waiting first. This machine always gets in. Pure.
class ConnectionPlaces
{
public:
    using Id = quint64;

    struct Limits
    {
        int all = 12'000;
        int share = 9'000; ///< of one origin; this machine has no other bound than `all`
        int reserve = 64;  ///< beyond `all`, for this machine
    };

    struct Admission
    {
        bool admitted = false;
        std::optional<Id> displaced; ///< whose place it gets; it has left already
    };

    explicit ConnectionPlaces(const Limits &limits);

    /// A connection that is admitted waits for a request at first.
    Admission admit(Id id, const Origin &origin);

    /// Whether it waits for a request.
    void setIdle(Id id, bool idle);

    void leave(Id id);

    int count() const { return int(m_seats.size()); }

    /// Only the reserve is left, or not even that.
    bool isFull() const { return count() >= m_limits.all; }

private:
    struct Group
    {
        std::list<Id> idle; ///< longest first
        std::list<Id> busy; ///< longest first

        qsizetype size() const { return qsizetype(idle.size() + busy.size()); }
    };
    using Groups = std::map<Origin, Group>;
    using Ranking = std::set<std::pair<qsizetype, Origin>>;
    struct Seat
    {
        Groups::iterator group;
        std::list<Id>::iterator at;
        bool idle = true;
    };

    std::optional<Id> victimFor(const Origin &origin) const;
    std::optional<Id> victimOfMachine() const;
    std::optional<Id> idleOf(const Origin &origin) const;
    qsizetype sizeOf(const Origin &origin) const;
    void rank(Groups::iterator group, bool add);

    Limits m_limits;
    Groups m_groups;
    Ranking m_bySize; ///< strangers, by their connections
    Ranking m_byIdle; ///< strangers, by those that wait, where there are any
    std::unordered_map<Id, Seat> m_seats;
};

} // namespace everbounce
