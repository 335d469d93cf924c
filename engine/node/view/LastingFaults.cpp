// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/LastingFaults.h"

#include "engine/node/view/Fault.h"

namespace everbounce {

void LastingFaults::note(const EventFacts &facts, Instant at)
{
    if (facts.kind != EventFacts::Kind::Fault || !facts.node || facts.seconds <= 0)
        return;
    std::erase_if(m_ends, [at](const auto &item) { return item.second.last() < at; });
    const double most = std::chrono::duration<double>(longestFault).count(); // whatever is told
    const Instant end = at + Nanoseconds(qint64(std::min(facts.seconds, most) * 1e9));
    if (facts.fault == QLatin1String("freeze-node"))
        m_ends[facts.node].frozen = end;
    else if (facts.fault == QLatin1String("isolate-node"))
        m_ends[facts.node].isolated = end;
    else if (facts.fault == QLatin1String("lossy-network"))
        m_ends[facts.node].lossy = end;
}

LastingFaults::Ends LastingFaults::of(NodeId node) const
{
    const auto ends = m_ends.find(node);
    return ends == m_ends.end() ? Ends() : ends->second;
}

} // namespace everbounce
