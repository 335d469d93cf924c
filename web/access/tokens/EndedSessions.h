// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/tokens/Session.h"
#include "web/http/connection/Origin.h"

#include <functional>
#include <map>

namespace everbounce {

/// Which sessions began here, and which were ended before their time. Each token has room of its own for
/// both, so nobody takes room from others, least of all with a token that may only watch. Pure.
class EndedSessions
{
public:
    static constexpr std::size_t mostFromOne = 100; ///< begun with one token from one address, and not over
    static constexpr std::size_t mostBegun = 500;   ///< with one token, from all addresses
    static constexpr std::size_t mostEnded = 500;   ///< of one token, those of other nodes as well
    static constexpr std::size_t mostTokens = 1000; ///< of other nodes, too; this node knows far fewer

    /// False if it has no room; then it has not begun.
    [[nodiscard]] bool begin(const Session &session, const Origin &from, qint64 now);

    /// False if it has no room: then the session goes on.
    [[nodiscard]] bool end(const Session &session, qint64 now);

    bool hasEnded(const Session &session) const;

    /// Forgets that sessions of other tokens have begun. A token that was revoked has no use for its room.
    void forgetBegun(const std::function<bool(const QByteArray &token)> &isKept);

private:
    struct Begun
    {
        Origin from;
        qint64 last = 0;
    };
    template<typename Value>
    using OfTokens = std::map<QByteArray, std::map<QByteArray, Value>>; ///< by print, then by number

    void forgetOld(qint64 now);

    OfTokens<Begun> m_begun;
    OfTokens<qint64> m_ended; ///< with the end of what could be had for it
};

} // namespace everbounce
