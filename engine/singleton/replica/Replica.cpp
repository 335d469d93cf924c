// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/Replica.h"

namespace everbounce {

/// Records bring the end of their lineage along: this node may know what came before.
void Replica::keep(const Record &record)
{
    Record next = record;
    if (m_record)
        next.lineage.completeFrom(m_record->lineage);
    m_record = std::move(next);
    ++m_version;
}

bool Replica::completeLineage(const Lineage &known)
{
    if (!m_record || !m_record->lineage.completeFrom(known))
        return false;
    ++m_version;
    return true;
}

bool Replica::takePublished(const Record &record)
{
    if (record.lease < m_publishedUnder)
        return false;
    // Under one lease revision and end only grow; an older message has been overtaken.
    if (m_record && record.lease == m_record->lease && freshnessOf(record) < freshnessOf(*m_record))
        return false;
    keep(record);
    m_publishedUnder = record.lease;
    return true;
}

bool Replica::takeFresher(const Record &record)
{
    if (m_record && freshnessOf(record) <= freshnessOf(*m_record))
        return false;
    keep(record);
    return true;
}

} // namespace everbounce
