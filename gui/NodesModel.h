// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/NodeView.h"
#include "gui/RowsModel.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The live nodes, in the order of the cluster's view: this node first. Roles: `nodeId`, `name`, `version`,
/// `holder`, `self`, `suspect` and `viewers`.
class NodesModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
public:
    explicit NodesModel(QObject *parent = nullptr);

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);
};

} // namespace everbounce
