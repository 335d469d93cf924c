// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/NodesModel.h"

#include <algorithm>

namespace everbounce {

int NodesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant NodesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case NodeIdRole:
        return toString(row.node.id);
    case NameRole:
        return row.node.name;
    case VersionRole:
        return row.node.version;
    case UrlRole:
        return row.node.url;
    case HolderRole:
        return row.holder;
    case SelfRole:
        return row.self;
    case SuspectRole:
        return row.node.state == NodeInfo::State::Suspect;
    case ViewersRole:
        return row.node.viewers;
    default:
        return {};
    }
}

QHash<int, QByteArray> NodesModel::roleNames() const
{
    return {{NodeIdRole, "nodeId"}, {NameRole, "name"}, {VersionRole, "version"}, {UrlRole, "url"},
            {HolderRole, "holder"}, {SelfRole, "self"}, {SuspectRole, "suspect"}, {ViewersRole, "viewers"}};
}

void NodesModel::setView(const ClusterView &view)
{
    const QList<Row> wanted = rowsOf(view);
    removeGone(wanted);
    for (int row = 0; row < wanted.size(); ++row)
        bringTo(row, wanted.at(row));
}

QList<NodesModel::Row> NodesModel::rowsOf(const ClusterView &view)
{
    QList<Row> rows;
    for (const NodeInfo &node : view.nodes)
        rows.append({node, view.lease && node.id == view.lease.holder, node.id == view.self});
    return rows;
}

qsizetype NodesModel::find(const QList<Row> &rows, NodeId id)
{
    const auto has = [id](const Row &row) { return row.node.id == id; };
    const auto found = std::find_if(rows.begin(), rows.end(), has);
    return found == rows.end() ? -1 : found - rows.begin();
}

void NodesModel::removeGone(const QList<Row> &wanted)
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (find(wanted, m_rows.at(row).node.id) >= 0)
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
}

void NodesModel::bringTo(int row, const Row &wanted)
{
    const int old = int(find(m_rows, wanted.node.id));
    if (old < 0) {
        beginInsertRows({}, row, row);
        m_rows.insert(row, wanted);
        endInsertRows();
        return;
    }
    if (old != row) {
        beginMoveRows({}, old, old, {}, row);
        m_rows.move(old, row);
        endMoveRows();
    }
    if (m_rows.at(row) == wanted)
        return;
    m_rows[row] = wanted;
    Q_EMIT dataChanged(index(row), index(row));
}

} // namespace everbounce
