// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Refusal.h"

// Why a record, or what a peer says of one, is not believed.

namespace everbounce::refusals {

inline constexpr Refusal recordOutOfBounds{"record_out_of_bounds"}; ///< a number in it, or its state
inline constexpr Refusal revisionLeaps{"revision_leaps"};     ///< beyond what is known of revisions here
inline constexpr Refusal reachLeaps{"reach_leaps"};           ///< farther than any holder computes ahead
inline constexpr Refusal keptUnpublished{"kept_unpublished"}; ///< a peer keeps what was never published

} // namespace everbounce::refusals
