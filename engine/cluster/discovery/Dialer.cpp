// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/Dialer.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr Nanoseconds higherIdWaits = 250ms;
constexpr Nanoseconds firstBackoff = 250ms;
constexpr Nanoseconds maxBackoff = 5s;
constexpr Nanoseconds betweenHurries = 1s; ///< to one peer
constexpr Nanoseconds keepHeard = 10s;     ///< beacons come every second
constexpr std::size_t maxEntries = 1024;
constexpr std::size_t maxEndpoints = 4;
constexpr std::size_t maxGone = 256;

} // namespace

bool Dialer::isGone(NodeId peer) const
{
    return std::find(m_gone.begin(), m_gone.end(), peer) != m_gone.end();
}

Nanoseconds Dialer::courtesy(NodeId peer) const
{
    return m_self < peer ? 0ms : higherIdWaits;
}

void Dialer::heard(NodeId peer, const Endpoint &at, Nanoseconds now)
{
    if (peer == m_self || at.port == 0 || isGone(peer))
        return;
    auto found = m_entries.find(peer);
    if (found == m_entries.end()) {
        if (m_entries.size() >= maxEntries)
            return;
        found = m_entries.emplace(peer, Entry{.due = now + courtesy(peer)}).first;
    }
    Entry &entry = found->second;
    entry.expires = std::max(entry.expires, now + keepHeard);
    auto &endpoints = entry.endpoints;
    if (std::find(endpoints.begin(), endpoints.end(), at) != endpoints.end())
        return;
    if (endpoints.size() >= maxEndpoints)
        endpoints.erase(endpoints.begin());
    endpoints.push_back(at);
}

void Dialer::left(NodeId peer)
{
    m_entries.erase(peer);
    if (isGone(peer))
        return;
    m_gone.push_back(peer);
    if (m_gone.size() > maxGone)
        m_gone.pop_front();
}

void Dialer::linked(NodeId peer, const std::optional<Endpoint> &at)
{
    Entry &entry = m_entries[peer];
    if (at)
        entry.proven = at;
    entry.turn = 0;
    entry.state = State::Linked;
    entry.failures = 0;
    entry.fresh = false;
}

void Dialer::lost(NodeId peer, Nanoseconds now, Nanoseconds patience, bool lives)
{
    const auto found = m_entries.find(peer);
    if (found == m_entries.end())
        return;
    Entry &entry = found->second;
    const bool hurries = lives && (!entry.hurriedAt || now - *entry.hurriedAt >= betweenHurries);
    if (hurries)
        entry.hurriedAt = now;
    entry.state = State::Waiting;
    entry.due = now + courtesy(peer) + (hurries ? Nanoseconds(0) : firstBackoff);
    entry.expires = now + patience;
}

void Dialer::remember(NodeId peer, Nanoseconds now)
{
    if (const auto found = m_entries.find(peer); found != m_entries.end())
        found->second.expires = std::max(found->second.expires, now + keepHeard);
}

void Dialer::dialFailed(NodeId peer, Nanoseconds now)
{
    const auto found = m_entries.find(peer);
    if (found == m_entries.end() || found->second.state != State::Dialling)
        return;
    Entry &entry = found->second;
    entry.state = State::Waiting;
    entry.fresh = false;
    entry.due = now + std::min<Nanoseconds>(firstBackoff * (1 << std::min(entry.failures, 10)), maxBackoff);
    ++entry.failures;
    ++entry.turn;
}

bool Dialer::knows(const QHostAddress &address) const
{
    const auto isThere = [&](const Endpoint &endpoint) { return endpoint.address == address; };
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const auto &item) {
        const Entry &entry = item.second;
        return (entry.proven && isThere(*entry.proven)) ||
               std::any_of(entry.endpoints.begin(), entry.endpoints.end(), isThere);
    });
}

Endpoint Dialer::Entry::next() const
{
    if (proven && turn % 2 == 0)
        return *proven;
    return endpoints[(proven ? turn / 2 : turn) % endpoints.size()];
}

std::vector<Dialer::Dial> Dialer::takeDue(Nanoseconds now, int room)
{
    std::erase_if(m_entries, [&](const auto &item) {
        return item.second.state == State::Waiting && item.second.expires < now;
    });
    std::vector<std::pair<NodeId, Entry *>> due;
    for (auto &[peer, entry] : m_entries) {
        if (entry.state == State::Waiting && entry.due <= now && !entry.endpoints.empty())
            due.emplace_back(peer, &entry);
    }
    std::stable_sort(due.begin(), due.end(), [](const auto &one, const auto &other) {
        return std::pair(!one.second->proven, one.second->due) <
               std::pair(!other.second->proven, other.second->due);
    });
    due.resize(std::min(due.size(), std::size_t(std::max(room, 0))));
    std::vector<Dial> dials;
    for (const auto &[peer, entry] : due) {
        entry->state = State::Dialling;
        dials.push_back({peer, entry->next()});
    }
    return dials;
}

bool Dialer::expectsNewcomers() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const auto &item) { return item.second.fresh; });
}

std::optional<Nanoseconds> Dialer::nextDue() const
{
    std::optional<Nanoseconds> next;
    for (const auto &[peer, entry] : m_entries) {
        if (entry.state == State::Waiting && !entry.endpoints.empty() && (!next || entry.due < *next))
            next = entry.due;
    }
    return next;
}

} // namespace everbounce
