// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/LinksLayout.h"

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

/// Rectangles that only touch do not overlap; one without an extent may lie within another.
static bool overlap(const QRectF &a, const QRectF &b)
{
    return a.x() < b.right() && b.x() < a.right() && a.y() < b.bottom() && b.y() < a.bottom();
}

/// Straight, but for two cards of one column with others between them: that line bends into the gap.
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
        LinkLine line = lineBetween(link, a->second, b->second, all, bounds.center().x());
        if (const auto label = labelOn(line, taken)) {
            taken.push_back(label->adjusted(-textGap, 0, textGap, 0));
            line.place = label->center();
        }
        lines.push_back(line);
    }
    return lines;
}

} // namespace everbounce
