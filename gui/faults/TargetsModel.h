// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/cluster/NodesModel.h"

#include <QPointer>

namespace everbounce {

/// The possible targets of a fault, and the chosen one: first whichever node holds the lease, which has no id
/// here, then each living node. When the chosen one is gone, the choice falls back to the first. Roles:
/// `nodeId`, `name`.
class TargetsModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(everbounce::NodesModel *nodes READ nodes WRITE setNodes NOTIFY nodesChanged REQUIRED FINAL)
    /// Id of the chosen node, or empty; its row, and its name.
    Q_PROPERTY(QString chosen READ chosen NOTIFY chosenChanged FINAL)
    Q_PROPERTY(int row READ row NOTIFY chosenChanged FINAL)
    Q_PROPERTY(QString name READ name NOTIFY chosenChanged FINAL)
public:
    explicit TargetsModel(QObject *parent = nullptr);

    NodesModel *nodes() const { return m_nodes; }
    void setNodes(NodesModel *nodes);

    QString chosen() const { return m_chosen; }
    int row() const { return m_row; }
    QString name() const;
    Q_INVOKABLE void choose(int row);

Q_SIGNALS:
    void nodesChanged();
    void chosenChanged();

private:
    struct Target
    {
        QString id;
        QString name;

        bool operator==(const Target &) const = default;
    };

    void refresh();

    QPointer<NodesModel> m_nodes;
    std::vector<Target> m_targets;
    QString m_chosen;
    int m_row = 0;
};

} // namespace everbounce
