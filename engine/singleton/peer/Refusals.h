// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/singleton/peer/Refusal.h"

#include <QtGlobal>

#include <optional>

namespace everbounce {

/// Counts what was refused, by its reason, and says which refusals are to be told: the first of each kind,
/// and then one in ten minutes, for whoever sends one can send thousands. Pure.
class Refusals
{
public:
    /// True where it is to be told.
    bool note(Refusal refusal, Nanoseconds now)
    {
        Kind &kind = m_kinds[std::size_t(refusal)];
        ++kind.count;
        if (kind.toldAt && now - *kind.toldAt < pause)
            return false;
        kind.toldAt = now;
        return true;
    }

    quint64 count(Refusal refusal) const { return m_kinds[std::size_t(refusal)].count; }

    static constexpr Nanoseconds pause = std::chrono::minutes(10);

private:
    struct Kind
    {
        quint64 count = 0;
        std::optional<Nanoseconds> toldAt;
    };
    std::array<Kind, refusalNames.size()> m_kinds;
};

} // namespace everbounce
