// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/etcd/SimStore.h"

#include <algorithm>
#include <iterator>

namespace everbounce::simulation {

using namespace etcd;

Answer SimStore::carryOut(Instant now, const Request &request)
{
    expire(now);
    if (const auto *grant = std::get_if<Grant>(&request)) {
        if (isFull)
            return Failure{Failure::Kind::Full, "its disk quota is used up"};
        m_leases[++m_lastLease] = {grant->length, now + grant->length};
        return Granted{m_lastLease, grant->length};
    }
    if (const auto *alive = std::get_if<KeepAlive>(&request)) {
        const auto found = m_leases.find(alive->lease);
        if (found == m_leases.end())
            return KeptAlive{};
        found->second.end = now + found->second.length;
        return KeptAlive{found->second.length};
    }
    if (const auto *transaction = std::get_if<Transaction>(&request))
        return change(*transaction);
    return snapshot();
}

Answer SimStore::change(const Transaction &transaction)
{
    const bool holds = std::ranges::all_of(transaction.compares, [this](const Compare &compare) {
        const KeyValue *value = find(compare.key);
        return (value ? value->modRevision : 0) == compare.modRevision;
    });
    if (!holds)
        return snapshot();
    for (const Put &put : transaction.puts) {
        if (put.lease != 0 && !isAlive(put.lease))
            return Failure{Failure::Kind::NoSuchLease, "requested lease not found"};
    }
    if (isFull && !transaction.puts.empty())
        return Failure{Failure::Kind::Full, "its disk quota is used up"};
    const std::uint64_t revision = m_revision + 1;
    for (const Put &put : transaction.puts)
        write({{put.key, put.value, revision, put.lease}, false});
    for (const Erase &erase : transaction.erasures) {
        if (find(erase.key))
            write({{erase.key, {}, revision, 0}, true});
    }
    return snapshot();
}

void SimStore::write(const Event &event)
{
    m_revision = event.now.modRevision;
    m_history.push_back(event);
    if (event.isErased)
        m_keys.erase(event.now.key);
    else
        m_keys[event.now.key] = event.now;
}

void SimStore::expire(Instant now)
{
    for (auto at = m_leases.begin(); at != m_leases.end();) {
        const auto next = std::next(at);
        if (at->second.end <= now)
            revoke(at->first);
        at = next;
    }
}

void SimStore::revoke(LeaseNumber lease)
{
    m_leases.erase(lease);
    const Keys keys = m_keys;
    const std::uint64_t revision = m_revision + 1;
    for (const auto &[key, value] : keys) {
        if (value.lease == lease)
            write({{key, {}, revision, 0}, true});
    }
}

void SimStore::elect(Instant now)
{
    for (auto &[number, term] : m_leases)
        term.end = now + term.length;
}

std::optional<std::vector<Event>> SimStore::eventsAfter(std::uint64_t revision) const
{
    if (revision < m_compacted)
        return std::nullopt;
    std::vector<Event> events;
    std::ranges::copy_if(m_history, std::back_inserter(events),
                         [revision](const Event &event) { return event.now.modRevision > revision; });
    return events;
}

bool SimStore::restore(Instant now, bool isRenamed)
{
    if (!m_backup)
        return false;
    m_revision = m_backup->revision;
    m_keys = m_backup->keys;
    m_leases = m_backup->leases;
    elect(now);
    m_history.clear();
    m_compacted = m_revision;
    ++histories;
    if (isRenamed)
        ++cluster;
    return true;
}

const KeyValue *SimStore::find(const std::string &key) const
{
    const auto found = m_keys.find(key);
    return found == m_keys.end() ? nullptr : &found->second;
}

Snapshot SimStore::snapshot() const
{
    Snapshot snapshot{m_revision, {}, cluster};
    for (const auto &[key, value] : m_keys)
        snapshot.all.push_back(value);
    return snapshot;
}

} // namespace everbounce::simulation
