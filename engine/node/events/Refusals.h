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
                "a lease message has a number out of bounds"},
    RefusalName{Refusal::TermLeaps, "term_leaps", "a term is far beyond all known ones"},
    RefusalName{Refusal::RecordOutOfBounds, "record_out_of_bounds",
                "a record describes an impossible flight"},
    RefusalName{Refusal::RevisionLeaps, "revision_leaps", "a revision is far beyond all known ones"},
    RefusalName{Refusal::ReachLeaps, "track_leaps", "a track reaches farther ahead than any holder computes"},
    RefusalName{Refusal::EventsOutOfBounds, "events_out_of_bounds",
                "a list of events has a number out of bounds"},
    RefusalName{Refusal::KeptUnpublished, "kept_unpublished", "it claims to keep what was never published"},
    RefusalName{Refusal::ChaosOutOfBounds, "chaos_out_of_bounds",
                "its state of chaos has a number out of bounds"},
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
