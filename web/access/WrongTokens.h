// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <QHash>
#include <QHostAddress>

#include <deque>
#include <optional>

namespace everbounce {

/// Slows down whoever guesses tokens: an address (of IPv6: a /64) that has sent twenty wrong ones within a
/// minute has to wait until that minute is over, whatever it sends. Pure.
class WrongTokens
{
public:
    static constexpr int most = 20;
    static constexpr Nanoseconds window = std::chrono::minutes(1);
    static constexpr qsizetype mostAddresses = 1024; ///< the one that came first makes room

    /// Seconds that an address has to wait; nothing if it may try.
    std::optional<int> wait(const QHostAddress &address, Nanoseconds now);

    void note(const QHostAddress &address, Nanoseconds now);

    quint64 count() const { return m_count; } ///< since the start

private:
    struct Sender
    {
        Nanoseconds since{0};
        int wrong = 0;
    };

    static QHostAddress networkOf(const QHostAddress &address);
    void forgetOld(Nanoseconds now);

    QHash<QHostAddress, Sender> m_senders;
    std::deque<QHostAddress> m_order; ///< the oldest first
    quint64 m_count = 0;
};

} // namespace everbounce
