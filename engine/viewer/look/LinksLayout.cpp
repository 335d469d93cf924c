// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/look/LinksLayout.h"

#include <algorithm>
#include <cmath>

namespace everbounce {

constexpr qreal characterWidth = 6.4;
constexpr qreal textHeight = 16;
constexpr qreal textGap = 4;                                    ///< from one figure to the next
constexpr qreal places[] = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8}; ///< along a line, the best first
constexpr qreal clearance = 3;                                  ///< between a line and a card that it passes
constexpr int steps = 64;                                       ///< of a line, in which it is searched
/// How far a line goes sideways to pass a card, in widths of a card.
constexpr qreal bends[] = {0.5, -0.5, 1, -1};

QPointF LinkLine::along(qreal t) const
{
    return (1 - t) * (1 - t) * from + 2 * t * (1 - t) * past + t * t * to;
}

QSizeF figureSize(const QString &text)
{
    return {qreal(text.size()) * characterWidth, textHeight};
}

/// Rectangles that only touch do not overlap; one without an extent may lie inside another.
static bool overlap(const QRectF &a, const QRectF &b)
{
    return a.x() < b.right() && b.x() < a.right() && a.y() < b.bottom() && b.y() < a.bottom();
}

/// Where a line from inside a rectangle leaves it, from 0 to 1; `reversed` looks from the other end.
static qreal leaves(const LinkLine &line, const QRectF &card, bool reversed)
{
    constexpr int halvings = 16;
    const auto isIn = [&](qreal t) {
        return overlap({line.along(reversed ? 1 - t : t), QSizeF(0, 0)}, card);
    };
    int beyond = 1;
    while (beyond < steps && isIn(qreal(beyond) / steps))
        ++beyond;
    qreal inside = qreal(beyond - 1) / steps;
    qreal outside = qreal(beyond) / steps;
    for (int i = 0; i < halvings; ++i) {
        const qreal t = (inside + outside) / 2;
        (isIn(t) ? inside : outside) = t;
    }
    return outside;
}

/// The visible part of a line, between its two cards; none if they touch.
static std::optional<LinkLine> seenPart(const LinkLine &line, const QRectF &a, const QRectF &b)
{
    const qreal begin = leaves(line, a, false);
    const qreal end = 1 - leaves(line, b, true);
    if (begin >= end)
        return std::nullopt;
    LinkLine seen = line;
    seen.from = line.along(begin);
    seen.past = (1 - begin) * (1 - end) * line.from + (begin + end - 2 * begin * end) * line.past +
                begin * end * line.to;
    seen.to = line.along(end);
    return seen;
}

static bool isAcross(const QRectF &card, qreal lane)
{
    return card.left() < lane && lane < card.right();
}

/// A card that lies across the lane is left at its upper or lower edge, another one at the edge that faces
/// the lane.
static QPointF edgeAt(const QRectF &card, const QRectF &other, qreal lane)
{
    const QPointF middle = card.center();
    if (!isAcross(card, lane))
        return {middle.x() < lane ? card.right() : card.left(), middle.y()};
    return {lane, middle.y() < other.center().y() ? card.bottom() : card.top()};
}

/// From edge to edge along the lane between the columns, where no card is.
static LinkLine alongLane(LinkLine line, const QRectF &a, const QRectF &b, qreal lane)
{
    line.from = edgeAt(a, b, lane);
    line.to = edgeAt(b, a, lane);
    line.past = (line.from + line.to) / 2;
    if (isAcross(a, lane))
        line.past = {lane, line.to.y()};
    else if (isAcross(b, lane))
        line.past = {lane, line.from.y()};
    else if (line.from.x() == line.to.x())
        line.past.setX(2 * lane - line.from.x());
    return line;
}

/// The plainest first: straight from middle to middle; between two cards of one column a bend into the lane
/// between the columns; along that lane; and a bend to either side.
static std::vector<LinkLine> waysBetween(const LinkToDraw &link, const QRectF &a, const QRectF &b, qreal lane)
{
    LinkLine straight{.a = link.a, .b = link.b, .text = link.text, .from = a.center(), .to = b.center()};
    straight.past = (straight.from + straight.to) / 2;
    std::vector<LinkLine> ways = {straight};
    const QPointF across = straight.to - straight.from;
    if (across.x() == 0 && straight.from.x() != lane) {
        ways.push_back(straight);
        ways.back().past.setX(2 * lane - straight.from.x());
    }
    ways.push_back(alongLane(straight, a, b, lane));
    const qreal length = std::hypot(across.x(), across.y());
    for (const qreal bend : bends) {
        ways.push_back(straight);
        ways.back().past += QPointF(across.y(), -across.x()) * (bend * a.width() / length);
    }
    return ways;
}

static bool isFree(const LinkLine &line, const std::vector<QRectF> &inTheWay)
{
    for (int i = 0; i <= steps; ++i) {
        const QRectF point(line.along(qreal(i) / steps), QSizeF(0, 0));
        if (std::any_of(inTheWay.begin(), inTheWay.end(),
                        [&point](const QRectF &card) { return overlap(point, card); }))
            return false;
    }
    return true;
}

/// The first way between two cards that no other card hides; none if they touch, or if there is no such way.
static std::optional<LinkLine> lineBetween(const LinkToDraw &link, const QRectF &a, const QRectF &b,
                                           const std::vector<QRectF> &all, qreal lane)
{
    std::vector<QRectF> inTheWay;
    for (const QRectF &card : all) {
        if (card != a && card != b)
            inTheWay.push_back(card.adjusted(-clearance, -clearance, clearance, clearance));
    }
    for (const LinkLine &way : waysBetween(link, a, b, lane)) {
        const std::optional<LinkLine> line = seenPart(way, a, b);
        if (!line)
            return std::nullopt;
        if (isFree(*line, inTheWay))
            return line;
    }
    return std::nullopt;
}

static std::optional<QRectF> labelOn(const LinkLine &line, const std::vector<QRectF> &taken)
{
    QRectF label({}, figureSize(line.text));
    for (const qreal t : places) {
        label.moveCenter(line.along(t));
        if (std::none_of(taken.begin(), taken.end(),
                         [&](const QRectF &rect) { return overlap(label, rect); }))
            return label;
    }
    return std::nullopt;
}

std::vector<LinkLine> layOutLinks(const std::vector<LinkToDraw> &links, const std::map<NodeId, QRectF> &cards,
                                  const std::vector<QRectF> &others)
{
    std::vector<QRectF> all = others;
    for (const auto &[node, card] : cards)
        all.push_back(card);
    QRectF bounds;
    for (const QRectF &card : all)
        bounds |= card;
    std::vector<QRectF> taken = all;
    std::vector<LinkLine> lines;
    for (const LinkToDraw &link : links) {
        const auto a = cards.find(link.a);
        const auto b = cards.find(link.b);
        if (a == cards.end() || b == cards.end())
            continue;
        std::optional<LinkLine> line = lineBetween(link, a->second, b->second, all, bounds.center().x());
        if (!line)
            continue;
        if (const auto label = labelOn(*line, taken)) {
            taken.push_back(label->adjusted(-textGap, 0, textGap, 0));
            line->place = label->center();
        }
        lines.push_back(*line);
    }
    return lines;
}

} // namespace everbounce
