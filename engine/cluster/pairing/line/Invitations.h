// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <QByteArray>

#include <deque>
#include <map>
#include <optional>

namespace everbounce {

/// The codes that were given out to join by: each works once, and not for long. Pure.
class Invitations
{
public:
    static constexpr std::size_t mostOpen = 8;
    static constexpr std::size_t mostRemembered = 64; ///< of those that are over

    enum class State { Open, Used, Expired, Withdrawn, Unknown };

    /// Keeps a new one. False if mostOpen are open: then nothing is kept.
    bool add(const QByteArray &secret, Nanoseconds until);

    State stateOf(const QByteArray &id, Nanoseconds now);

    /// Of an open one; nothing otherwise.
    std::optional<QByteArray> secretOf(const QByteArray &id, Nanoseconds now);

    /// The first newcomer has it. False if it is not open.
    bool use(const QByteArray &id, Nanoseconds now);

    void withdrawAll();

    /// How many are open now.
    std::size_t open(Nanoseconds now);

    /// When the next one runs out.
    std::optional<Nanoseconds> nextEnd() const;

    /// By which a newcomer names the invitation that it has, without showing the secret.
    static QByteArray idOf(const QByteArray &secret);

private:
    struct Invitation
    {
        QByteArray secret;
        Nanoseconds until;
    };

    void close(const QByteArray &id, State why);
    void expire(Nanoseconds now);

    std::map<QByteArray, Invitation> m_open;
    std::deque<std::pair<QByteArray, State>> m_over; ///< the oldest first
};

} // namespace everbounce
