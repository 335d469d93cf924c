// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace everbounce {

/// A line between two cards, from the edge of the one to the edge of the other past a third point, with a
/// figure on it. Measures are those of the drawing, in which the figure is 12 high.
struct LinkLine
{
    NodeId a;
    NodeId b;
    QString text;
    QPointF from;
    QPointF past;
    QPointF to;
    std::optional<QPointF> place; ///< the middle of the text; none if there is no room for it

    /// A point of the line; 0 and 1 are its ends.
    QPointF along(qreal t) const;
    bool operator==(const LinkLine &) const = default;
};

/// A link to draw between the cards of a and b.
struct LinkToDraw
{
    NodeId a;
    NodeId b;
    QString text;
};

/// The size of a figure.
QSizeF figureSize(const QString &text);

/// Lines for all links whose cards are both there and do not touch. None runs behind another card. Each text
/// is placed on its line where there is no card and no other text; `others` are cards without links. The
/// page's layOutLinks does the same. Pure.
std::vector<LinkLine> layOutLinks(const std::vector<LinkToDraw> &links, const std::map<NodeId, QRectF> &cards,
                                  const std::vector<QRectF> &others = {});

} // namespace everbounce
