// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/NodeView.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The live nodes, in the order of the cluster's view: this node first. Changes row by row, so that a list
/// keeps its place and its focus. Lives on the main thread.
class NodesModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
public:
    enum Role {
        NodeIdRole = Qt::UserRole,
        NameRole,
        VersionRole,
        UrlRole,
        HolderRole,
        SelfRole,
        SuspectRole,
        ViewersRole
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);

private:
    struct Row
    {
        NodeInfo node;
        bool holder = false;
        bool self = false;

        bool operator==(const Row &) const = default;
    };
    static QList<Row> rowsOf(const ClusterView &view);
    static qsizetype find(const QList<Row> &rows, NodeId id);

    void removeGone(const QList<Row> &wanted);
    void bringTo(int row, const Row &wanted);

    QList<Row> m_rows;
};

} // namespace everbounce
