// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/singleton/replica/Refusal.h"

#include <QtGlobal>

#include <array>
#include <optional>

namespace everbounce {

struct RefusalName
{
    Refusal refusal;
    const char *name; ///< for programs
    const char *text; ///< for people: "… was refused: TEXT"
};

/// All of them, in the order of the enumeration.
inline constexpr std::array refusalNames{
    RefusalName{Refusal::LeaseOutOfBounds, "lease_out_of_bounds",
                "a message of the lease has a number out of its bounds"},
    RefusalName{Refusal::TermLeaps, "term_leaps", "the term of a lease is far beyond all that are known"},
    RefusalName{Refusal::RecordOutOfBounds, "record_out_of_bounds",
                "a record of the ball holds what no ball can do"},
    RefusalName{Refusal::RevisionLeaps, "revision_leaps",
                "the revision of a record is far beyond all that are known"},
    RefusalName{Refusal::ReachLeaps, "track_leaps", "a track reaches farther ahead than any holder flies"},
    RefusalName{Refusal::EventsOutOfBounds, "events_out_of_bounds",
                "a list of events has a number out of its bounds"},
    RefusalName{Refusal::KeptUnpublished, "kept_unpublished", "it says it keeps what was never published"},
    RefusalName{Refusal::ChaosOutOfBounds, "chaos_out_of_bounds",
                "what it says of chaos has a number out of its bounds"},
};

/// Counts refusals by reason, and says which ones to announce: the first of each kind, and then one in ten
/// minutes, since a sender of one can send thousands. Pure.
class Refusals
{
public:
    /// True if it should be announced.
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
