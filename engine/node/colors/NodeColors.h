// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/ColorNumbers.h"
#include "engine/node/view/NodeView.h"

#include <QCborMap>

namespace everbounce {

/// Gives each node name one of eight colours in one of four patterns, in the order in which names were first
/// seen. All nodes use the holder's list, so every viewer of the cluster shows a node in the same colour; a
/// node that comes back under its name keeps its colour. Pure.
class NodeColors
{
public:
    using List = NodeColorList; ///< the oldest first

    static constexpr int colors = colorNumbers;
    static constexpr qsizetype most = 64; ///< names; the oldest are forgotten

    /// A node of that name is there. True if the name is new.
    bool note(const QString &name);

    /// The holder's list replaces this one.
    void adopt(const List &list) { m_list = list; }

    const List &list() const { return m_list; }

private:
    List m_list;
};

inline constexpr QLatin1String kColorsType("colors");

/// As a message from the holder, of the type above.
QCborMap encodeColors(const NodeColors::List &list);

/// What is no colour is left out.
NodeColors::List decodeColors(const QCborMap &message);

} // namespace everbounce
