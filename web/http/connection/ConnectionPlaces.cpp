// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/ConnectionPlaces.h"

#include <iterator>

namespace everbounce {

ConnectionPlaces::ConnectionPlaces(const Limits &limits)
    : m_limits(limits)
{
}

ConnectionPlaces::Admission ConnectionPlaces::admit(Id id, const Origin &origin)
{
    const bool isOwn = origin.kind == Origin::Kind::OwnUser;
    const Group *range = find(origin.range(0));
    const bool isFree = isOwn ? count() < m_limits.all + m_limits.reserve
                              : !isFull() && (!range || range->size < m_limits.share);
    Admission admission{.admitted = true};
    if (!isFree) {
        admission.displaced = isOwn ? victimOfOwnUser() : victimFor(origin);
        if (!admission.displaced)
            return {};
        leave(*admission.displaced);
    }
    add(origin, 1, 1);
    std::list<Id> &idle = groupOf(origin).idle;
    idle.push_back(id);
    m_seats[id] = {origin, std::prev(idle.end()), true};
    return admission;
}

ConnectionPlaces::Admission ConnectionPlaces::disown(Id id, const Origin &origin)
{
    leave(id);
    return admit(id, origin);
}

void ConnectionPlaces::setIdle(Id id, bool idle)
{
    const auto seat = m_seats.find(id);
    if (seat == m_seats.end() || seat->second.idle == idle)
        return;
    Group &group = groupOf(seat->second.origin);
    std::list<Id> &from = idle ? group.busy : group.idle;
    std::list<Id> &to = idle ? group.idle : group.busy;
    to.splice(to.end(), from, seat->second.at);
    seat->second.idle = idle;
    add(seat->second.origin, 0, idle ? 1 : -1);
}

void ConnectionPlaces::leave(Id id)
{
    const auto found = m_seats.find(id);
    if (found == m_seats.end())
        return;
    const Seat seat = found->second;
    m_seats.erase(found);
    Group &group = groupOf(seat.origin);
    (seat.idle ? group.idle : group.busy).erase(seat.at);
    add(seat.origin, -1, seat.idle ? -1 : 0);
}

std::optional<ConnectionPlaces::Id> ConnectionPlaces::victimFor(const Origin &origin) const
{
    const Group *range = find(origin.range(0));
    return range && range->size >= m_limits.share ? victimWithin(*range, origin, 1)
                                                  : victimWithin(m_all, origin, 0);
}

// The one with the most gives way, never one with less than the newcomer: otherwise those that already have
// the most would displace everybody else.
std::optional<ConnectionPlaces::Id> ConnectionPlaces::victimWithin(const Group &group, const Origin &origin,
                                                                   int level) const
{
    if (level == origin.levels())
        return longestWaitingOf(group);
    const Group *own = find(origin.range(level));
    const qsizetype size = own ? own->size : 0;
    const auto amongOwn = [&] { return own ? victimWithin(*own, origin, level + 1) : std::nullopt; };
    if (group.bySize.empty() || size >= group.bySize.rbegin()->first)
        return amongOwn();
    const Group &largest = *find(group.bySize.rbegin()->second);
    if (const auto waiting = longestWaitingOf(largest))
        return waiting;
    const Group *patient = group.byWaiting.empty() ? nullptr : find(group.byWaiting.rbegin()->second);
    if (patient && patient->size > size)
        return longestWaitingOf(*patient);
    const Group *alone = find(origin.range(origin.levels() - 1));
    if (alone && alone->waiting > 0)
        return longestWaitingOf(*alone);
    if (largest.size > size + 1) // else it would have what the other has now
        return latestServedOf(largest);
    return amongOwn();
}

std::optional<ConnectionPlaces::Id> ConnectionPlaces::victimOfOwnUser() const
{
    const Group *own = find(Origin{}.range(0));
    if (const auto waiting = longestWaitingOf(m_all))
        return waiting;
    if (own && own->waiting > 0)
        return longestWaitingOf(*own);
    if (!m_all.bySize.empty())
        return latestServedOf(m_all);
    return own ? std::optional(own->busy.front()) : std::nullopt;
}

std::optional<ConnectionPlaces::Id> ConnectionPlaces::longestWaitingOf(const Group &group) const
{
    if (!group.byWaiting.empty())
        return longestWaitingOf(*find(group.byWaiting.rbegin()->second));
    return group.idle.empty() ? std::nullopt : std::optional(group.idle.front());
}

std::optional<ConnectionPlaces::Id> ConnectionPlaces::latestServedOf(const Group &group) const
{
    if (!group.bySize.empty())
        return latestServedOf(*find(group.bySize.rbegin()->second));
    return group.busy.empty() ? std::nullopt : std::optional(group.busy.back());
}

const ConnectionPlaces::Group *ConnectionPlaces::find(const Origin::Range &range) const
{
    const auto group = m_groups.find(range);
    return group == m_groups.end() ? nullptr : &group->second;
}

/// In all ranges that it belongs to, and in their order.
void ConnectionPlaces::add(const Origin &origin, int connections, int waiting)
{
    const bool isRanked = origin.kind != Origin::Kind::OwnUser;
    for (int level = origin.levels() - 1; level >= 0; --level) {
        const Origin::Range range = origin.range(level);
        Group &group = m_groups[range];
        Group &wider = level > 0 ? m_groups[origin.range(level - 1)] : m_all;
        wider.bySize.erase({group.size, range});
        wider.byWaiting.erase({group.waiting, range});
        group.size += connections;
        group.waiting += waiting;
        if (isRanked && group.size > 0)
            wider.bySize.insert({group.size, range});
        if (isRanked && group.waiting > 0)
            wider.byWaiting.insert({group.waiting, range});
        if (group.size == 0)
            m_groups.erase(range);
    }
}

} // namespace everbounce
