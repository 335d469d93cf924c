// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/NodeView.h"

#include <numeric>

namespace everbounce {

int ClusterView::viewersOnline() const
{
    return std::accumulate(nodes.begin(), nodes.end(), 0,
                           [](int sum, const NodeInfo &node) { return sum + node.viewers; });
}

int colorOf(const QString &name, const NodeColorList &colors)
{
    for (const auto &[known, color] : colors) {
        if (known == name)
            return color;
    }
    return 0;
}

QString toString(NodeId id)
{
    return QStringLiteral("%1").arg(id.value, 16, 16, QLatin1Char('0'));
}

NodeId nodeIdFromString(const QString &text)
{
    bool ok = false;
    const quint64 value = text.size() == 16 ? text.toULongLong(&ok, 16) : 0;
    return NodeId{ok ? value : 0};
}

} // namespace everbounce
