// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/faults/TargetsModel.h"

#include <algorithm>

namespace everbounce {

TargetsModel::TargetsModel(QObject *parent)
    : RowsModel({"nodeId", "name"}, parent)
{
    refresh();
}

void TargetsModel::setNodes(NodesModel *nodes)
{
    if (nodes == m_nodes)
        return;
    m_nodes = nodes;
    if (nodes)
        connect(nodes, &NodesModel::refreshed, this, &TargetsModel::refresh);
    refresh();
    Q_EMIT nodesChanged();
}

QString TargetsModel::name() const
{
    return m_targets[std::size_t(m_row)].name;
}

void TargetsModel::choose(int row)
{
    if (row < 0 || row >= int(m_targets.size()))
        return;
    m_chosen = m_targets[std::size_t(row)].id;
    m_row = row;
    Q_EMIT chosenChanged();
}

void TargetsModel::refresh()
{
    std::vector<Target> targets{{{}, tr("the holder")}};
    if (m_nodes) {
        for (const NodeLook &card : m_nodes->shown()) {
            if (!card.isGhost)
                targets.push_back({toString(card.node.id), card.node.name});
        }
    }
    if (targets == m_targets)
        return;
    m_targets = targets;
    const auto chosen = std::find_if(m_targets.begin(), m_targets.end(),
                                     [this](const Target &target) { return target.id == m_chosen; });
    m_row = chosen == m_targets.end() ? 0 : int(chosen - m_targets.begin()); // known before anybody asks
    m_chosen = m_targets[std::size_t(m_row)].id;
    QList<Row> rows;
    for (const Target &target : m_targets)
        rows.append({target.id, {target.id, target.name}});
    show(rows);
    Q_EMIT chosenChanged();
}

} // namespace everbounce
