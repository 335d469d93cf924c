// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/etcd/core/StoreMessages.h"

#include <map>
#include <optional>

namespace everbounce::simulation {

/// What etcd is to its clients, without its members: keys with revisions, leases, a history to watch, and
/// backups. Linear, and at once: delays and losses are the world's. Pure; time comes in.
class SimStore
{
public:
    /// Carries a request out as a leader with a majority does.
    etcd::Answer carryOut(Instant now, const etcd::Request &request);

    /// Leases that have run out take their keys with them.
    void expire(Instant now);

    /// A new leader gives every lease its full length again.
    void elect(Instant now);

    /// Everything after this revision; nothing where that is compacted.
    std::optional<std::vector<etcd::Event>> eventsAfter(std::uint64_t revision) const;
    void compact() { m_history.clear(), m_compacted = m_revision; }

    void backUp() { m_backup = {m_revision, m_keys, m_leases}; }
    /// As if the cluster had been made anew from the backup; renamed: it has another number. False if there
    /// is none.
    bool restore(Instant now, bool isRenamed);

    std::uint64_t revision() const { return m_revision; }
    const etcd::KeyValue *find(const std::string &key) const;
    bool isAlive(etcd::LeaseNumber lease) const { return m_leases.contains(lease); }

    std::uint64_t cluster = 1; ///< its number
    bool isFull = false;       ///< it takes no more writes
    int histories = 0;         ///< how often it was restored

private:
    struct Term
    {
        std::chrono::seconds length;
        Instant end;
    };
    using Keys = std::map<std::string, etcd::KeyValue>;

    etcd::Answer change(const etcd::Transaction &transaction);
    etcd::Snapshot snapshot() const;
    void write(const etcd::Event &event);
    void revoke(etcd::LeaseNumber lease);

    std::uint64_t m_revision = 1;
    Keys m_keys;
    std::map<etcd::LeaseNumber, Term> m_leases;
    etcd::LeaseNumber m_lastLease = 100;
    std::vector<etcd::Event> m_history; ///< since the compaction
    std::uint64_t m_compacted = 0;
    struct Backup
    {
        std::uint64_t revision;
        Keys keys;
        std::map<etcd::LeaseNumber, Term> leases;
    };
    std::optional<Backup> m_backup;
};

} // namespace everbounce::simulation
