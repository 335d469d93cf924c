// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/StartedNodesModel.h"

#include "engine/viewer/words/SentenceWords.h"

#include <algorithm>
#include <utility>

namespace everbounce {

StartedNodesModel::StartedNodesModel(QObject *parent)
    : RowsModel({"number", "name", "told", "stays", "ending"}, parent)
{
}

void StartedNodesModel::attach(StartedNodesInterface *nodes)
{
    // Both live on the main thread: the view is there before the window is.
    connect(nodes, &StartedNodesInterface::changed, this, &StartedNodesModel::take);
    connect(nodes, &StartedNodesInterface::failed, this, &StartedNodesModel::refuse);
    connect(this, &StartedNodesModel::startWanted, nodes, &StartedNodesInterface::startNode);
    connect(this, &StartedNodesModel::endWanted, nodes, &StartedNodesInterface::endNode);
    connect(this, &StartedNodesModel::keepWanted, nodes, &StartedNodesInterface::keepNode);
    nodes->requestView();
}

// ---- What there is ---------------------------------------------------------------------------------------

QStringList StartedNodesModel::ids() const
{
    QStringList ids;
    for (const StartedNode &node : m_view.nodes) {
        if (!node.id.isEmpty())
            ids << node.id;
    }
    return ids;
}

int StartedNodesModel::leaving() const
{
    return int(std::ranges::count(m_view.nodes, false, &StartedNode::stays));
}

bool StartedNodesModel::isLast() const
{
    const auto isLeft = [this](const QString &id) {
        const auto started = std::ranges::find(m_view.nodes, id, &StartedNode::id);
        return started == m_view.nodes.end() || (started->stays && !started->isEnding);
    };
    return m_knowsCluster && std::ranges::none_of(m_others, isLeft);
}

const StartedNode *StartedNodesModel::find(int number) const
{
    const auto found = std::ranges::find(m_view.nodes, number, &StartedNode::number);
    return found == m_view.nodes.end() ? nullptr : &*found;
}

void StartedNodesModel::setView(const ClusterView &view)
{
    QStringList others;
    for (const NodeInfo &node : view.nodes) {
        if (node.id != view.self)
            others << toString(node.id);
    }
    const bool isFirst = !std::exchange(m_knowsCluster, true);
    if (std::exchange(m_others, others) != others || isFirst)
        Q_EMIT changed();
}

void StartedNodesModel::take(const StartedNodesView &view)
{
    m_isAvailable = true;
    m_view = view;
    showAll();
}

void StartedNodesModel::setStill(bool still)
{
    if (std::exchange(m_isStill, still) == still)
        return;
    showAll();
    Q_EMIT stillChanged();
}

/// Those that are there, and those that were, in the order of their numbers.
void StartedNodesModel::showAll()
{
    const QList<StartedNode> shown = std::exchange(m_shown, m_view.nodes);
    if (m_isStill) {
        for (const StartedNode &node : shown) {
            if (!find(node.number))
                m_shown << node;
        }
        std::ranges::sort(m_shown, {}, &StartedNode::number);
    }
    retranslate();
}

QString StartedNodesModel::wordsOf(const StartedNode &node) const
{
    if (!find(node.number))
        return tr("has ended");
    if (node.isEnding)
        return tr("is ending…");
    if (node.id.isEmpty())
        return tr("is starting…");
    return node.stays ? tr("stays when this window closes") : tr("ends with this window");
}

void StartedNodesModel::retranslate()
{
    QList<Row> rows;
    for (const StartedNode &node : m_shown)
        rows.append({QString::number(node.number),
                     {node.number, node.name.isEmpty() ? tr("A node") : node.name, wordsOf(node), node.stays,
                      node.isEnding || !find(node.number)}});
    show(rows);
    Q_EMIT changed();
}

// ---- What people want ------------------------------------------------------------------------------------

void StartedNodesModel::start()
{
    if (!canStart())
        return;
    Q_EMIT concluded(QStringLiteral("start-node"), 200);
    Q_EMIT startWanted();
}

void StartedNodesModel::end(int number)
{
    const StartedNode *const node = find(number);
    if (!node || node->isEnding)
        return;
    Q_EMIT concluded(QStringLiteral("end-node ") + node->name, 200);
    Q_EMIT endWanted(number);
}

void StartedNodesModel::keep(int number, bool stays)
{
    const StartedNode *const node = find(number);
    if (!node || node->stays == stays)
        return;
    Q_EMIT concluded(
        (stays ? QStringLiteral("keep-node ") : QStringLiteral("do-not-keep-node ")) + node->name, 200);
    Q_EMIT keepWanted(number, stays);
}

void StartedNodesModel::keepAll()
{
    const QList<StartedNode> nodes = m_view.nodes;
    for (const StartedNode &node : nodes)
        keep(node.number, true);
}

void StartedNodesModel::refuse(StartedNodesInterface::Problem problem, const QString &detail)
{
    using Problem = StartedNodesInterface::Problem;
    Q_EMIT refused(problem == Problem::Missing
                       ? tr("No node can be started: the program everbounced is missing in %1. Install the "
                            "package everbounced.")
                             .arg(detail)
                       : tr("The node that was started here has ended: %1").arg(words::sentenceOf(detail)));
}

} // namespace everbounce
