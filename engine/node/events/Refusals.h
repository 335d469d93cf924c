// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/lease/LeaseKeeper.h"
#include "engine/singleton/replica/RecordRefusals.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace everbounce {

namespace refusals {
inline constexpr Refusal eventsOutOfBounds{"events_out_of_bounds"}; ///< a list of events, or its numbers
inline constexpr Refusal chaosOutOfBounds{"chaos_out_of_bounds"};   ///< a number in what a peer says of chaos
} // namespace refusals

struct RefusalName
{
    Refusal refusal;
    const char *name; ///< for programs
    const char *text; ///< for people: "… was refused: TEXT"
};

/// Of all rooms.
inline constexpr std::array refusalNames{
    RefusalName{refusals::leaseOutOfBounds, "lease_out_of_bounds",
                "a lease message has a number out of bounds"},
    RefusalName{refusals::termLeaps, "term_leaps", "a term is far beyond all known ones"},
    RefusalName{refusals::recordOutOfBounds, "record_out_of_bounds",
                "a record describes an impossible flight"},
    RefusalName{refusals::revisionLeaps, "revision_leaps", "a revision is far beyond all known ones"},
    RefusalName{refusals::reachLeaps, "track_leaps",
                "a track reaches farther ahead than any holder computes"},
    RefusalName{refusals::eventsOutOfBounds, "events_out_of_bounds",
                "a list of events has a number out of bounds"},
    RefusalName{refusals::keptUnpublished, "kept_unpublished", "it claims to keep what was never published"},
    RefusalName{refusals::chaosOutOfBounds, "chaos_out_of_bounds",
                "its state of chaos has a number out of bounds"},
};

/// In words for people.
inline const char *textOf(const Refusal &refusal)
{
    const auto known = std::ranges::find(refusalNames, refusal, &RefusalName::refusal);
    return known == refusalNames.end() ? "a value is out of bounds" : known->text;
}

/// Counts refusals by reason, and says which ones to announce: the first of each kind, and then one in ten
/// minutes, since a sender of one can send thousands. Pure.
class Refusals
{
public:
    /// True if it should be announced.
    bool note(const Refusal &refusal, Nanoseconds now)
    {
        Kind &kind = m_kinds[refusal.name];
        ++kind.count;
        if (kind.toldAt && now - *kind.toldAt < pause)
            return false;
        kind.toldAt = now;
        return true;
    }

    quint64 count(const Refusal &refusal) const
    {
        const auto kind = m_kinds.find(refusal.name);
        return kind == m_kinds.end() ? 0 : kind->second.count;
    }

    static constexpr Nanoseconds pause = std::chrono::minutes(10);

private:
    struct Kind
    {
        quint64 count = 0;
        std::optional<Nanoseconds> toldAt;
    };
    std::map<std::string_view, Kind> m_kinds; ///< by their names
};

} // namespace everbounce
