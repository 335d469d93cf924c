// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/DialBook.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr Nanoseconds higherIdWaits = 250ms;
constexpr Nanoseconds firstBackoff = 250ms;
constexpr Nanoseconds maxBackoff = 5s;
constexpr Nanoseconds keepHeard = 10s; ///< beacons come every second
constexpr std::size_t maxEntries = 1024;
constexpr std::size_t maxEndpoints = 4;
constexpr std::size_t maxGone = 256;

} // namespace

bool DialBook::isGone(NodeId peer) const
{
    return std::find(m_gone.begin(), m_gone.end(), peer) != m_gone.end();
}

Nanoseconds DialBook::courtesy(NodeId peer) const
{
    return m_self < peer ? 0ms : higherIdWaits;
}

void DialBook::heard(NodeId peer, const Endpoint &at, Nanoseconds now)
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

void DialBook::left(NodeId peer)
{
    m_entries.erase(peer);
    if (isGone(peer))
        return;
    m_gone.push_back(peer);
    if (m_gone.size() > maxGone)
        m_gone.pop_front();
}

void DialBook::linked(NodeId peer)
{
    Entry &entry = m_entries[peer];
    entry.state = State::Linked;
    entry.failures = 0;
    entry.fresh = false;
}

void DialBook::lost(NodeId peer, Nanoseconds now, Nanoseconds patience)
{
    const auto found = m_entries.find(peer);
    if (found == m_entries.end())
        return;
    found->second.state = State::Waiting;
    found->second.due = now + courtesy(peer) + firstBackoff;
    found->second.expires = now + patience;
}

void DialBook::dialFailed(NodeId peer, Nanoseconds now)
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

std::vector<DialBook::Dial> DialBook::takeDue(Nanoseconds now, int room)
{
    std::erase_if(m_entries, [&](const auto &item) {
        return item.second.state == State::Waiting && item.second.expires < now;
    });
    std::vector<Dial> dials;
    for (auto &[peer, entry] : m_entries) {
        if (int(dials.size()) >= room)
            break;
        if (entry.state != State::Waiting || entry.due > now || entry.endpoints.empty())
            continue;
        entry.state = State::Dialling;
        dials.push_back({peer, entry.endpoints[entry.turn % entry.endpoints.size()]});
    }
    return dials;
}

bool DialBook::expectsNewcomers() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const auto &item) { return item.second.fresh; });
}

std::optional<Nanoseconds> DialBook::nextDue() const
{
    std::optional<Nanoseconds> next;
    for (const auto &[peer, entry] : m_entries) {
        if (entry.state == State::Waiting && !entry.endpoints.empty() && (!next || entry.due < *next))
            next = entry.due;
    }
    return next;
}

} // namespace everbounce
