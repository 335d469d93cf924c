// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/ClusterState.h"

#include "engine/viewer/words/SentenceWords.h"
#include "engine/viewer/words/Words.h"

#include <algorithm>

namespace everbounce {

void ClusterState::setView(const ClusterView &view)
{
    if (view == m_view)
        return;
    m_view = view;
    Q_EMIT changed();
}

QString ClusterState::nameOf(NodeId id) const
{
    for (const NodeInfo &node : m_view.nodes) {
        if (node.id == id)
            return node.name;
    }
    return {};
}

QString ClusterState::status() const
{
    const QString holder = m_view.lease ? nameOf(m_view.lease.holder) : QString();
    return words::statusLine(holder, m_view.lease.term, m_view.behavior, int(m_view.nodes.size()));
}

/// A line each.
static QString linesOf(const QStringList &sentences)
{
    QStringList lines;
    for (const QString &sentence : sentences)
        lines << words::sentenceOf(sentence);
    return lines.join(QLatin1Char('\n'));
}

QString ClusterState::warnings() const
{
    return linesOf(m_view.warnings);
}

QString ClusterState::coordination() const
{
    return words::sentenceOf(m_view.coordination.summary);
}

QString ClusterState::chaosNews() const
{
    return words::sentenceOf(m_view.chaos.news);
}

QString ClusterState::chaosSummary() const
{
    return words::sentenceOf(m_view.chaos.summary);
}

/// No more than the eye takes in.
QString ClusterState::chaosMisses() const
{
    constexpr qsizetype mostShown = 3;
    const QStringList &misses = m_view.chaos.misses;
    return linesOf(misses.last(std::min(misses.size(), mostShown)));
}

} // namespace everbounce
