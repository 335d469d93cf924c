// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "web/http/connection/ConnectionPlaces.h"

#include <map>

namespace everbounce {

/// How much processor time handshakes of TLS may take. A key of RSA costs milliseconds where a curve costs a
/// tenth of one, so the time itself is bounded and not the number: for all, and for each widest range of
/// origins. The node's own user is not counted. Pure.
class HandshakeBudget
{
public:
    /// In seconds of processor time: at once, and a second.
    struct Limits
    {
        Rate all{1.0, 0.4};
        Rate share{0.5, 0.1};
    };

    HandshakeBudget(const Limits &limits, Nanoseconds now)
        : m_limits(limits)
        , m_all(limits.all, now)
    {
    }

    /// Whether a handshake of that origin may begin, or go on.
    bool admits(const Origin &origin, Nanoseconds now);

    /// It took so much.
    void spend(const Origin &origin, Nanoseconds time, Nanoseconds now);

private:
    /// Ranges that are remembered; beyond that, they have only what is left for all.
    static constexpr std::size_t mostShares = 4096;

    Limits m_limits;
    RateLimit m_all;
    std::map<Origin::Range, RateLimit> m_shares; ///< of those that have not their whole share
};

} // namespace everbounce
