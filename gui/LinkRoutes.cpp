// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/LinkRoutes.h"

#include <array>

namespace everbounce {

static std::array<QPointF, 4> anchorsOf(const QRectF &card)
{
    return {QPointF(card.left(), card.center().y()), QPointF(card.right(), card.center().y()),
            QPointF(card.center().x(), card.top()), QPointF(card.center().x(), card.bottom())};
}

/// `clearance` widens the card: along another one's edge a line would seem to belong to it.
static bool crosses(const QLineF &line, const QRectF &card, qreal clearance)
{
    const QRectF inner = card.adjusted(-clearance, -clearance, clearance, clearance);
    if (inner.contains(line.p1()) || inner.contains(line.p2()) || inner.contains(line.center()))
        return true;
    const QLineF edges[] = {{inner.topLeft(), inner.topRight()},
                            {inner.topRight(), inner.bottomRight()},
                            {inner.bottomRight(), inner.bottomLeft()},
                            {inner.bottomLeft(), inner.topLeft()}};
    for (const QLineF &edge : edges) {
        if (line.intersects(edge, nullptr) == QLineF::BoundedIntersection)
            return true;
    }
    return false;
}

QLineF linkBetween(const QList<QRectF> &cards, qsizetype one, qsizetype other)
{
    constexpr qreal inTheWay = 1e6; // for each card
    constexpr qreal sideways = 1e3; // for each end at a side, between rows
    const QRectF &first = cards.at(one);
    const QRectF &second = cards.at(other);
    const bool rows = first.bottom() < second.top() || second.bottom() < first.top();
    QLineF best;
    qreal least = -1;
    for (const QPointF &from : anchorsOf(first)) {
        for (const QPointF &to : anchorsOf(second)) {
            const QLineF line(from, to);
            qreal cost = line.length();
            for (qsizetype i = 0; i < cards.size(); ++i) {
                const qreal clearance = i == one || i == other ? -1 : 4; // at its own ends it touches
                cost += crosses(line, cards.at(i), clearance) ? inTheWay : 0;
            }
            if (rows)
                cost += sideways * ((from.x() != first.center().x()) + (to.x() != second.center().x()));
            if (least >= 0 && cost >= least)
                continue;
            least = cost;
            best = line;
        }
    }
    return best;
}

} // namespace everbounce
