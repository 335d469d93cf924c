// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/ClusterState.h"

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

} // namespace everbounce
