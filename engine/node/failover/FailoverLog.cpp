// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/FailoverLog.h"

#include <algorithm>

namespace everbounce {

/// With 32 nodes at rest there are some 600 a second.
constexpr std::size_t mostRecent = 4096;

void FailoverLog::add(const Mark &mark)
{
    settle(mark.tick);
    m_marks.push_back(mark);
    while (m_marks.size() > mostRecent || m_marks.front().tick < mark.tick - m_window - 2 * m_after)
        m_marks.pop_front();
}

void FailoverLog::changed(const Lease &to, double tick, double endTick)
{
    const Lease from = std::exchange(m_lease, to);
    if (!from || from.holder == to.holder)
        return; // the first one known here, or a higher term of the same holder
    settle(tick);
    m_changes.push_back({from, to, tick, endTick, {}});
    if (m_changes.size() <= mostChanges)
        return;
    m_changes.pop_front();
    m_settled -= m_settled > 0;
}

/// Changes that are over take their marks with them.
void FailoverLog::settle(double now)
{
    while (m_settled < m_changes.size() && now > m_changes[m_settled].tick + m_after) {
        m_changes[m_settled] = withMarks(m_changes[m_settled]);
        ++m_settled;
    }
}

/// If there are too many: the last ones before the change and the first ones after it.
Change FailoverLog::withMarks(const Change &change) const
{
    Change full = change;
    for (const Mark &mark : m_marks) {
        if (mark.tick >= change.tick - m_window && mark.tick <= change.tick + m_after)
            full.marks.push_back(mark);
    }
    if (full.marks.size() <= mostMarks)
        return full;
    const auto at = std::ranges::lower_bound(full.marks, change.tick, {}, &Mark::tick);
    const std::size_t before = std::min<std::size_t>(std::size_t(at - full.marks.begin()), mostMarks / 2);
    full.marks.erase(full.marks.begin(), at - std::ptrdiff_t(before));
    full.marks.resize(std::min(full.marks.size(), mostMarks));
    return full;
}

std::vector<Change> FailoverLog::changes() const
{
    std::vector<Change> list(m_changes.begin(), m_changes.end());
    for (std::size_t i = m_settled; i < list.size(); ++i)
        list[i] = withMarks(list[i]);
    return list;
}

std::optional<Change> FailoverLog::change(std::uint64_t term) const
{
    const auto found =
        std::ranges::find(m_changes, term, [](const Change &change) { return change.to.term; });
    if (found == m_changes.end())
        return std::nullopt;
    const bool isSettled = std::size_t(found - m_changes.begin()) < m_settled;
    return isSettled ? *found : withMarks(*found);
}

} // namespace everbounce
