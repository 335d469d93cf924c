// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace everbounce {

/// Why something that came from another node, well signed and well formed as bytes, was not believed.
enum class Refusal {
    LeaseOutOfBounds,  ///< a number in a message of the lease
    TermLeaps,         ///< beyond what is known of terms here
    RecordOutOfBounds, ///< a number in a record, or a state that is not sound
    RevisionLeaps,     ///< beyond what is known of revisions here
    ReachLeaps,        ///< a record reaches farther than any holder computes ahead
    EventsOutOfBounds, ///< a list of events, or its numbers
    KeptUnpublished,   ///< a peer claims to keep what was never published
    ChaosOutOfBounds,  ///< a number in what a peer says of chaos
};

} // namespace everbounce
