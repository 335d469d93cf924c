// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/look/LinksLayout.h"

#include <algorithm>

namespace everbounce {

constexpr qreal characterWidth = 6.4;
constexpr qreal textHeight = 16;
constexpr qreal textGap = 4;                                    ///< from one figure to the next
constexpr qreal places[] = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8}; ///< along a line, the best first

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
    constexpr int steps = 64; // in which it is searched
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

/// From middle to middle. Straight, except between two cards of one column with others between them: that
/// line bends into the gap.
static LinkLine lineBetween(const LinkToDraw &link, const QRectF &a, const QRectF &b,
                            const std::vector<QRectF> &all, qreal middle)
{
    LinkLine line{.a = link.a, .b = link.b, .text = link.text, .from = a.center(), .to = b.center()};
    line.past = (line.from + line.to) / 2;
    const bool isHidden = std::any_of(all.begin(), all.end(), [&](const QRectF &card) {
        return card != a && card != b && overlap({line.past, QSizeF()}, card);
    });
    if (isHidden && line.from.x() == line.to.x())
        line.past.setX(line.from.x() + 2 * (middle - line.from.x()));
    return line;
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
        const LinkLine whole = lineBetween(link, a->second, b->second, all, bounds.center().x());
        std::optional<LinkLine> line = seenPart(whole, a->second, b->second);
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
