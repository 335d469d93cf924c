// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace everbounce {

/// A line between two cards, from the edge of the one to the edge of the other past a third point, and the
/// figure that it bears. Measures are those of the drawing, in which the figure is 12 high.
struct LinkLine
{
    NodeId a;
    NodeId b;
    QString text;
    QPointF from;
    QPointF past;
    QPointF to;
    std::optional<QPointF> place; ///< the middle of the text; none where there is no room for it

    /// A point of the line, 0 at the one end and 1 at the other.
    QPointF along(qreal t) const;
    bool operator==(const LinkLine &) const = default;
};

/// Where a link is to be drawn between the cards of a and b.
struct LinkToDraw
{
    NodeId a;
    NodeId b;
    QString text;
};

/// The room that a figure takes.
QSizeF figureSize(const QString &text);

/// Lines for all links of which both cards are there and do not touch. Each text stands on its line where no
/// card and no other text is; `others` are cards that have no links. The page's layOutLinks does the same.
/// Pure.
std::vector<LinkLine> layOutLinks(const std::vector<LinkToDraw> &links, const std::map<NodeId, QRectF> &cards,
                                  const std::vector<QRectF> &others = {});

} // namespace everbounce
