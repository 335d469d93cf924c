// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <QMap>

#include <set>

namespace everbounce {

/// What the nodes are called, those that have left among them: sentences speak of them, too. Pure.
class NodeNames
{
public:
    static constexpr qsizetype most = 10'000; ///< peers; then all are forgotten

    NodeNames(NodeId self, const QString &own)
        : m_self(self)
        , m_own(own)
    {
    }

    NodeId self() const { return m_self; }
    const QString &own() const { return m_own; }

    void note(NodeId peer, const QString &name)
    {
        if (m_peers.size() >= most)
            m_peers.clear();
        m_peers.insert(peer, name);
    }

    bool knows(NodeId id) const { return id == m_self || m_peers.contains(id); }

    /// Its id, for a node that was never heard of.
    QString of(NodeId id) const { return id == m_self ? m_own : m_peers.value(id, toString(id)); }

    /// This node first, the others by name.
    QStringList of(const std::set<NodeId> &nodes) const
    {
        QStringList names;
        for (const NodeId node : nodes) {
            if (node != m_self)
                names << of(node);
        }
        names.sort();
        if (nodes.count(m_self) > 0)
            names.prepend(m_own);
        return names;
    }

private:
    NodeId m_self;
    QString m_own;
    QMap<NodeId, QString> m_peers;
};

} // namespace everbounce
