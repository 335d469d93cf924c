// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/Record.h"

namespace everbounce {

/// Keeps the newest record that this node has seen.
class Replica
{
public:
    /// Nothing before a singleton was born or heard of.
    const std::optional<Record> &record() const { return m_record; }
    Freshness freshness() const { return m_record ? freshnessOf(*m_record) : Freshness{}; }

    /// A holder's publication: taken over unless one of a higher lease was taken before, or a later one of
    /// the same is kept. The lease of a record that was restored or brought along does not count: it may come
    /// from an earlier life of the cluster, whose terms the present holder never heard of.
    bool takePublished(const Record &record);

    /// Another lineage of the record's line may go further back. Whether this one now does, too.
    bool completeLineage(const Lineage &known);

    /// This lease counts now. If it is lower than those of former publications, terms have begun anew and the
    /// former ones no longer count.
    void setLeaseInForce(const Lease &lease)
    {
        if (lease && lease < m_publishedUnder)
            m_publishedUnder = {};
    }

    /// Forgets it: nobody can go on from there.
    void forgetRecord()
    {
        m_record.reset();
        ++m_version;
    }

    /// Changes whenever the record does.
    std::uint64_t version() const { return m_version; }

    /// A record that came with a vote or a handover: taken over if it is fresher, whatever its lease.
    bool takeFresher(const Record &record);

private:
    void keep(const Record &record);

    std::optional<Record> m_record;
    std::uint64_t m_version = 0;
    Lease m_publishedUnder; ///< the highest lease of a publication that was taken
};

} // namespace everbounce
