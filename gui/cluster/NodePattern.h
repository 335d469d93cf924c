// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace everbounce {

/// The dashes and gaps of a node's edge, in units; none: it is unbroken. Of numbers that share a colour each
/// has another pattern. The page's style.css has the same.
inline QList<qreal> dashesOf(int pattern)
{
    switch (pattern % 4) {
    case 1:
        return {12, 6};
    case 2:
        return {4, 4};
    case 3:
        return {12, 4, 4, 4};
    default:
        return {};
    }
}

} // namespace everbounce
