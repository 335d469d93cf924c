// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <deque>
#include <map>
#include <set>

namespace everbounce {

/// Which sessions were ended before their time, and how many may begin. Pure.
class EndedSessions
{
public:
    static constexpr std::size_t mostBegun = 1000; ///< and not over
    static constexpr std::size_t mostEnded = 4000; ///< those of other nodes as well

    /// False if there are too many.
    bool begin(qint64 now, qint64 until)
    {
        forgetOld(now);
        if (m_begun.size() >= mostBegun)
            return false;
        m_begun.insert(until);
        return true;
    }

    void end(const QByteArray &number, qint64 now, qint64 until)
    {
        forgetOld(now);
        if (m_ended.size() < mostEnded)
            m_ended[number] = until;
    }

    bool hasEnded(const QByteArray &number) const { return m_ended.contains(number); }

private:
    void forgetOld(qint64 now)
    {
        m_begun.erase(m_begun.begin(), m_begun.upper_bound(now));
        std::erase_if(m_ended, [now](const auto &ended) { return ended.second <= now; });
    }

    std::multiset<qint64> m_begun; ///< by their end
    std::map<QByteArray, qint64> m_ended;
};

} // namespace everbounce
