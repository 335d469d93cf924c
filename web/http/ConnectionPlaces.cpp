// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/ConnectionPlaces.h"

#include <iterator>

namespace everbounce {
namespace {

/// An address of IPv4 that comes in the clothes of IPv6 is one of IPv4.
std::optional<quint32> asIPv4(const QHostAddress &address)
{
    bool isOne = false;
    const quint32 number = address.toIPv4Address(&isOne);
    return isOne ? std::optional(number) : std::nullopt;
}

quint64 network(const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    quint64 prefix = 0;
    for (int i = 0; i < 8; ++i)
        prefix = prefix << 8 | bytes[i];
    return prefix;
}

} // namespace

Origin Origin::of(const QHostAddress &peer, const QHostAddress &local)
{
    if (peer.isNull() || peer.isLoopback() || peer.isEqual(local, QHostAddress::ConvertV4MappedToIPv4))
        return {};
    const auto number = asIPv4(peer);
    if (!number)
        return {Kind::IPv6, network(peer)};
    const bool isLoopback = *number >> 24 == 127;
    return isLoopback ? Origin{} : Origin{Kind::IPv4, *number};
}

ConnectionPlaces::ConnectionPlaces(const Limits &limits)
    : m_limits(limits)
{
}

ConnectionPlaces::Admission ConnectionPlaces::admit(Id id, const Origin &origin)
{
    const bool isMachine = origin.kind == Origin::Kind::Machine;
    const bool isFree =
        isMachine ? count() < m_limits.all + m_limits.reserve : !isFull() && sizeOf(origin) < m_limits.share;
    Admission admission{.admitted = true};
    if (!isFree) {
        admission.displaced = isMachine ? victimOfMachine() : victimFor(origin);
        if (!admission.displaced)
            return {};
        leave(*admission.displaced);
    }
    const auto group = m_groups.try_emplace(origin).first;
    rank(group, false);
    group->second.idle.push_back(id);
    m_seats[id] = {group, std::prev(group->second.idle.end()), true};
    rank(group, true);
    return admission;
}

void ConnectionPlaces::setIdle(Id id, bool idle)
{
    const auto seat = m_seats.find(id);
    if (seat == m_seats.end() || seat->second.idle == idle)
        return;
    const auto group = seat->second.group;
    std::list<Id> &from = idle ? group->second.busy : group->second.idle;
    std::list<Id> &to = idle ? group->second.idle : group->second.busy;
    rank(group, false);
    to.splice(to.end(), from, seat->second.at);
    seat->second.idle = idle;
    rank(group, true);
}

void ConnectionPlaces::leave(Id id)
{
    const auto seat = m_seats.find(id);
    if (seat == m_seats.end())
        return;
    const auto group = seat->second.group;
    rank(group, false);
    (seat->second.idle ? group->second.idle : group->second.busy).erase(seat->second.at);
    m_seats.erase(seat);
    if (group->second.size() == 0)
        m_groups.erase(group);
    else
        rank(group, true);
}

// Who has the most gives way, never who has less than the newcomer: those who already have the most would
// displace everybody else.
std::optional<ConnectionPlaces::Id> ConnectionPlaces::victimFor(const Origin &origin) const
{
    const qsizetype own = sizeOf(origin);
    const auto ownIdle = idleOf(origin);
    if (m_bySize.empty() || own >= m_limits.share || own >= m_bySize.rbegin()->first)
        return ownIdle;
    const Origin &largest = m_bySize.rbegin()->second;
    if (const auto idle = idleOf(largest))
        return idle;
    if (!m_byIdle.empty() && sizeOf(m_byIdle.rbegin()->second) > own)
        return idleOf(m_byIdle.rbegin()->second);
    if (ownIdle || m_bySize.rbegin()->first <= own + 1)
        return ownIdle; // else it would have what the other has now
    return m_groups.at(largest).busy.back();
}

std::optional<ConnectionPlaces::Id> ConnectionPlaces::victimOfMachine() const
{
    if (!m_byIdle.empty())
        return idleOf(m_byIdle.rbegin()->second);
    if (const auto own = idleOf(Origin{}))
        return own;
    return m_bySize.empty() ? std::nullopt
                            : std::optional(m_groups.at(m_bySize.rbegin()->second).busy.back());
}

std::optional<ConnectionPlaces::Id> ConnectionPlaces::idleOf(const Origin &origin) const
{
    const auto group = m_groups.find(origin);
    return group == m_groups.end() || group->second.idle.empty() ? std::nullopt
                                                                 : std::optional(group->second.idle.front());
}

qsizetype ConnectionPlaces::sizeOf(const Origin &origin) const
{
    const auto group = m_groups.find(origin);
    return group == m_groups.end() ? 0 : group->second.size();
}

void ConnectionPlaces::rank(Groups::iterator group, bool add)
{
    const auto &[origin, members] = *group;
    if (origin.kind == Origin::Kind::Machine)
        return;
    const auto apply = [&, &key = origin](Ranking &ranking, qsizetype size) {
        if (add && size > 0)
            ranking.insert({size, key});
        else
            ranking.erase({size, key});
    };
    apply(m_bySize, members.size());
    apply(m_byIdle, qsizetype(members.idle.size()));
}

} // namespace everbounce
