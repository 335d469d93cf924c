// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "web/http/connection/Origin.h"

#include <deque>
#include <map>
#include <optional>

namespace everbounce {

/// Slows down people who guess tokens: after twenty wrong ones within a minute they have to wait until that
/// minute is over. Accounts of this machine count each by itself, though all of them come from its address.
/// Pure.
class WrongTokens
{
public:
    static constexpr int most = 20;
    static constexpr Nanoseconds window = std::chrono::minutes(1);
    static constexpr std::size_t mostSenders = 1024; ///< the one that came first makes room

    /// Seconds that somebody has to wait; nothing if they may try.
    std::optional<int> wait(const Origin &from, Nanoseconds now);

    void note(const Origin &from, Nanoseconds now);

    /// How many there were.
    quint64 count() const { return m_count; }

private:
    struct Sender
    {
        Nanoseconds since{0};
        int wrong = 0;
    };

    void forgetOld(Nanoseconds now);

    std::map<Origin, Sender> m_senders;
    std::deque<Origin> m_order; ///< the oldest first
    quint64 m_count = 0;
};

} // namespace everbounce
