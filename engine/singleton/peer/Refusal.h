// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace everbounce {

/// Why something that came from another node, well signed and well formed as bytes, was not believed.
enum class Refusal {
    LeaseOutOfBounds,  ///< a number in a message of the lease
    TermLeaps,         ///< beyond what is known of terms here
    RecordOutOfBounds, ///< a number in a record, or its ball is outside its box or too fast
    RevisionLeaps,     ///< beyond what is known of revisions here
    TrackLeaps,        ///< it reaches farther than any holder flies ahead
    EventsOutOfBounds, ///< a list of events, or its numbers
    KeptUnpublished,   ///< a peer says it keeps what was never published
};

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
    RefusalName{Refusal::TrackLeaps, "track_leaps", "a track reaches farther ahead than any holder flies"},
    RefusalName{Refusal::EventsOutOfBounds, "events_out_of_bounds",
                "a list of events has a number out of its bounds"},
    RefusalName{Refusal::KeptUnpublished, "kept_unpublished", "it says it keeps what was never published"},
};

} // namespace everbounce
