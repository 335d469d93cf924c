// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <QCborMap>

#include <optional>

namespace everbounce {

/// Gives each node name one of eight colours, in the order in which names were first seen. All nodes use the
/// holder's list, so every viewer of the cluster shows a node in the same colour; a node that comes back
/// under its name keeps its colour. Pure.
class NodeColors
{
public:
    using List = NodeColorList; ///< the oldest first

    static constexpr int colors = 8;
    static constexpr qsizetype most = 64; ///< names; the oldest are forgotten

    /// A node of that name is there. True if the name is new.
    bool note(const QString &name);

    /// The holder's list replaces this one.
    void adopt(const List &list) { m_list = list; }

    const List &list() const { return m_list; }

private:
    List m_list;
};

/// As a message from the holder.
QCborMap encodeColors(const NodeColors::List &list);

/// Nothing for a message of another type.
std::optional<NodeColors::List> decodeColors(const QCborMap &message);

} // namespace everbounce
