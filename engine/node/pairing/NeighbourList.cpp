// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/pairing/NeighbourList.h"

#include <algorithm>

namespace everbounce {

/// An IPv4 address may be written as IPv6.
static bool isSame(const QHostAddress &a, const QHostAddress &b)
{
    return a.isEqual(b, QHostAddress::TolerantConversion);
}

bool NeighbourList::heard(const QHostAddress &address, quint16 door, Nanoseconds now)
{
    const bool hasJoined = std::ranges::any_of(m_joined, [&](const auto &one) {
        return isSame(one.first, address) && now - one.second <= forgetAfter;
    });
    if (hasJoined && door == 0)
        return false;
    auto known = std::find_if(m_all.begin(), m_all.end(),
                              [&](const Neighbour &neighbour) { return neighbour.address == address; });
    const bool isNew = known == m_all.end();
    if (isNew && m_all.size() >= most) {
        const auto leaves = std::find_if(m_all.begin(), m_all.end(),
                                         [](const Neighbour &neighbour) { return neighbour.door == 0; });
        if (door == 0 || leaves == m_all.end())
            return false;
        m_all.erase(leaves);
    }
    if (isNew)
        known = m_all.insert(m_all.end(), {address, 0, now, now});
    known->heardAt = now;
    if (door == 0)
        return isNew;
    known->invitedAt = now;
    const bool invitesNow = known->door == 0;
    known->door = door;
    return isNew || invitesNow;
}

bool NeighbourList::forgetOld(Nanoseconds now)
{
    bool changed = m_all.remove_if([&](const Neighbour &one) { return now - one.heardAt > forgetAfter; }) > 0;
    for (Neighbour &one : m_all) {
        const bool over = one.door != 0 && now - one.invitedAt > forgetAfter;
        changed |= over;
        if (over)
            one.door = 0;
    }
    return changed;
}

void NeighbourList::joined(const QHostAddress &address, Nanoseconds now)
{
    m_all.remove_if([&](const Neighbour &one) { return isSame(one.address, address); });
    m_joined.remove_if([&](const auto &one) { return isSame(one.first, address); });
    m_joined.emplace_back(address, now);
    if (m_joined.size() > most)
        m_joined.pop_front();
}

std::optional<quint16> NeighbourList::doorOf(const QHostAddress &address) const
{
    const auto known = std::find_if(m_all.begin(), m_all.end(), [&](const Neighbour &neighbour) {
        return neighbour.address == address && neighbour.door != 0;
    });
    return known == m_all.end() ? std::nullopt : std::optional(known->door);
}

QList<NeighbourView> NeighbourList::list() const
{
    QList<NeighbourView> views;
    for (const Neighbour &neighbour : m_all)
        views << NeighbourView{neighbour.address.toString(), neighbour.door != 0};
    return views;
}

} // namespace everbounce
