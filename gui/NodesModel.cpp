// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/NodesModel.h"

namespace everbounce {

NodesModel::NodesModel(QObject *parent)
    : RowsModel({"nodeId", "name", "version", "holder", "self", "suspect", "viewers"}, parent)
{
}

void NodesModel::setView(const ClusterView &view)
{
    QList<Row> rows;
    for (const NodeInfo &node : view.nodes) {
        const QString id = toString(node.id);
        rows.append({id,
                     {id, node.name, node.version, view.lease && node.id == view.lease.holder,
                      node.id == view.self, node.state == NodeInfo::State::Suspect, node.viewers}});
    }
    show(rows);
}

} // namespace everbounce
