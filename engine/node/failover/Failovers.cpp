// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/Failovers.h"

#include <map>

namespace everbounce {

Failovers::Failovers(NodeNames &names, const Timing &timing, Transport &transport, QObject *parent)
    : QObject(parent)
    , m_tick(timing.tick)
    , m_names(names)
    , m_recorder(names.self(), timing, transport)
    , m_inquiry(names, transport, m_recorder.log())
{
    connect(&m_inquiry, &FailoverInquiry::told, this, &Failovers::conclude);
}

void Failovers::follow(Singleton &singleton)
{
    m_singleton = &singleton;
    m_recorder.follow(singleton);
}

FailoverSetting Failovers::setting() const
{
    return {[this](NodeId node) { return m_names.of(node); }, m_tick, m_singleton->tickNow()};
}

void Failovers::conclude(quint64 term, const std::vector<FailoverPart> &parts, const QList<NodeId> &missing)
{
    if (term == 0)
        return Q_EMIT listed(listOf(parts));
    if (parts.empty())
        return Q_EMIT told(term, std::nullopt);
    FailoverView view = tellFailover(parts, setting());
    for (const NodeId node : missing)
        view.missing << m_names.of(node);
    Q_EMIT told(term, view);
}

QList<FailoverSummary> Failovers::listOf(const std::vector<FailoverPart> &parts) const
{
    std::map<std::uint64_t, Change, std::greater<>> byTerm;
    for (const FailoverPart &part : parts)
        byTerm.try_emplace(part.change.to.term, part.change);
    QList<FailoverSummary> list;
    for (const auto &[term, change] : byTerm) {
        if (list.size() < qsizetype(FailoverLog::mostChanges))
            list << summaryOf(change, setting());
    }
    return list;
}

} // namespace everbounce
