// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/Replica.h"

namespace everbounce {

bool Replica::takePublished(const Record &record)
{
    if (record.lease < m_publishedUnder)
        return false;
    // Under one lease revision and end only grow; an older message has been overtaken.
    if (m_record && record.lease == m_record->lease && freshnessOf(record) < freshnessOf(*m_record))
        return false;
    m_record = record;
    ++m_version;
    m_publishedUnder = record.lease;
    return true;
}

bool Replica::takeFresher(const Record &record)
{
    if (m_record && freshnessOf(record) <= freshnessOf(*m_record))
        return false;
    m_record = record;
    ++m_version;
    return true;
}

} // namespace everbounce
