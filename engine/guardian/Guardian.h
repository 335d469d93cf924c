// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/guardian/GuardianRecord.h"

namespace everbounce {

/// Keeps the newest record of the ball that this node has seen.
class Guardian
{
public:
    /// Nothing before a ball was born or heard of.
    const std::optional<GuardianRecord> &record() const { return m_record; }
    Freshness freshness() const { return m_record ? freshnessOf(*m_record) : Freshness{}; }

    /// A holder's publication: taken unless a record of a higher lease, or a later one of the same, is kept.
    bool takePublished(const GuardianRecord &record);

    /// A record that came along with a vote or a hand-over: taken where it is fresher, whatever its lease.
    bool takeFresher(const GuardianRecord &record);

private:
    std::optional<GuardianRecord> m_record;
};

} // namespace everbounce
