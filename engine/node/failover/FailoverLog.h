// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/failover/Mark.h"

#include <deque>

namespace everbounce {

/// What this node saw and did around the last changes of holder. Pure; bounded in number and in time.
class FailoverLog
{
public:
    static constexpr std::size_t mostChanges = 20;

    /// `window`: how far back before a change marks are kept; `after`: how long after it. In ticks.
    FailoverLog(double window, double after)
        : m_window(window)
        , m_after(after)
    {
    }

    void add(const Mark &mark);

    /// This lease counts, but no change of holder was seen: it is not known yet when it began to.
    void follow(const Lease &lease) { m_lease = lease; }

    /// This lease counts from `tick` on. Call it for one lease after another, by term.
    void changed(const Lease &to, double tick, double endTick);

    /// The last ones, oldest first. Those of a moment ago may still grow.
    std::vector<Change> changes() const;

    /// The one with that term; nothing if it is not known here.
    std::optional<Change> change(std::uint64_t term) const;

private:
    void settle(double now);
    Change withMarks(const Change &change) const;

    double m_window;
    double m_after;
    Lease m_lease;
    std::deque<Mark> m_marks;
    std::deque<Change> m_changes;
    std::size_t m_settled = 0; ///< this many of them, the first ones, have their marks
};

} // namespace everbounce
