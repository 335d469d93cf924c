// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/connection/Origin.h"

#include <list>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace everbounce {

/// Who gets a place among the connections. While places are free every newcomer gets one, up to a share for
/// each widest range. When all are taken, the range with the most loses one: a connection that waits for a
/// request if there is one, the longest waiting first. Within a range the same rule applies. The node's own
/// user always gets in. Pure.
class ConnectionPlaces
{
public:
    using Id = quint64;

    struct Limits
    {
        int all = 12'000;
        int share = 9'000; ///< of one range; the node's own user is bounded by `all` only
        int reserve = 64;  ///< beyond `all`, for the node's own user
    };

    struct Admission
    {
        bool admitted = false;
        std::optional<Id> displaced; ///< whose place it gets; it has left already
    };

    explicit ConnectionPlaces(const Limits &limits);

    /// An admitted connection waits for a request at first.
    Admission admit(Id id, const Origin &origin);

    /// It was counted as the own user's but is another account's. It then waits for a request.
    Admission disown(Id id, const Origin &origin);

    /// Whether it waits for a request.
    void setIdle(Id id, bool idle);

    void leave(Id id);

    int count() const { return int(m_seats.size()); }

    /// Only the reserve is left, or less.
    bool isFull() const { return count() >= m_limits.all; }

private:
    using Ranking = std::set<std::pair<qsizetype, Origin::Range>>;

    /// The connections of a range.
    struct Group
    {
        qsizetype size = 0;
        qsizetype waiting = 0; ///< of these
        Ranking bySize;        ///< the ranges within
        Ranking byWaiting;     ///< those of them in which some wait
        std::list<Id> idle;    ///< longest first; of an origin
        std::list<Id> busy;    ///< longest first; of an origin
    };
    struct Seat
    {
        Origin origin;
        std::list<Id>::iterator at;
        bool idle = true;
    };

    std::optional<Id> victimFor(const Origin &origin) const;
    std::optional<Id> victimWithin(const Group &group, const Origin &origin, int level) const;
    std::optional<Id> victimOfOwnUser() const;
    std::optional<Id> longestWaitingOf(const Group &group) const;
    std::optional<Id> latestServedOf(const Group &group) const;
    const Group *find(const Origin::Range &range) const;
    Group &groupOf(const Origin &origin) { return m_groups[origin.range(origin.levels() - 1)]; }
    void add(const Origin &origin, int connections, int waiting);

    Limits m_limits;
    Group m_all; ///< except those of the node's own user
    std::map<Origin::Range, Group> m_groups;
    std::unordered_map<Id, Seat> m_seats;
};

} // namespace everbounce
