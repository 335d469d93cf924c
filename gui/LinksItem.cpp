// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/LinksItem.h"

#include "gui/LinkRoutes.h"
#include "gui/Words.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QVariantMap>

#include <algorithm>

namespace everbounce {

constexpr qsizetype fewNodes = 4; ///< so many have their round trips told on the links

LinksItem::LinksItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    for (const auto signal : {&LinksItem::cardsChanged, &LinksItem::pointedChanged, &LinksItem::looksChanged})
        connect(this, signal, this, [this] { update(); });
}

void LinksItem::setCluster(ClusterState *cluster)
{
    if (cluster == m_cluster)
        return;
    m_cluster = cluster;
    if (cluster)
        connect(cluster, &ClusterState::changed, this, [this] { update(); });
    Q_EMIT clusterChanged();
}

static QVariant valueOf(const QVariant &card, const char *name)
{
    return card.toMap().value(QLatin1String(name));
}

static QRectF rectOf(const QVariant &card)
{
    return {valueOf(card, "x").toReal(), valueOf(card, "y").toReal(), valueOf(card, "width").toReal(),
            valueOf(card, "height").toReal()};
}

void LinksItem::paint(QPainter *painter)
{
    if (!m_cluster)
        return;
    QList<QRectF> rects;
    for (const QVariant &card : m_cards)
        rects << rectOf(card);
    const auto find = [this](NodeId node) {
        const auto is = [id = toString(node)](const QVariant &card) { return valueOf(card, "id") == id; };
        return std::find_if(m_cards.begin(), m_cards.end(), is) - m_cards.begin();
    };
    QFont font = painter->font();
    font.setPixelSize(qRound(m_textSize));
    painter->setFont(font);
    for (const bool figures : {false, true}) { // above all lines
        for (const LinkInfo &link : m_cluster->links()) {
            const qsizetype one = find(link.a);
            const qsizetype other = find(link.b);
            if (one == m_cards.size() || other == m_cards.size())
                continue;
            const QString text = words::milliseconds(link.roundTripMs);
            QRectF ground({}, QSizeF(QFontMetricsF(font).horizontalAdvance(text) + 8, m_textSize * 1.4));
            const QLineF line = linkBetween(rects, one, other);
            ground.moveCenter(line.pointAt(figureAt(link)));
            const Style style = styleOf(one, other);
            if (!figures)
                paintLine(painter, line, style);
            else if (isTold(link) && style != Style::Cut)
                paintFigure(painter, ground, text);
        }
    }
}

bool LinksItem::isTold(const LinkInfo &link) const
{
    if (!m_pointed.isEmpty())
        return toString(link.a) == m_pointed || toString(link.b) == m_pointed;
    return m_cards.size() <= fewNodes;
}

/// Where on the line from a to b the figure stands: near the other end, where one of them is pointed at and
/// many links begin.
qreal LinksItem::figureAt(const LinkInfo &link) const
{
    if (m_cards.size() <= fewNodes || m_pointed.isEmpty())
        return 0.5;
    return toString(link.a) == m_pointed ? 0.75 : 0.25;
}

LinksItem::Style LinksItem::styleOf(qsizetype one, qsizetype other) const
{
    const auto is = [&](const char *look) {
        const QLatin1String wanted(look);
        return valueOf(m_cards.at(one), "look") == wanted || valueOf(m_cards.at(other), "look") == wanted;
    };
    return is("isolated") || is("gone") ? Style::Cut : is("lossy") ? Style::Dotted : Style::Whole;
}

void LinksItem::paintLine(QPainter *painter, const QLineF &line, Style style) const
{
    const qreal width = m_textSize / 7;
    if (style == Style::Cut) { // the ends are left, and do not meet
        painter->setPen(QPen(m_cutColor, width));
        painter->drawLine(line.p1(), line.pointAt(0.3));
        painter->drawLine(line.pointAt(0.7), line.p2());
        const QPointF across = QPointF(line.dy(), -line.dx()) / std::max(line.length(), 1.0) * m_textSize / 2;
        for (const qreal end : {0.3, 0.7})
            painter->drawLine(line.pointAt(end) - across, line.pointAt(end) + across);
        return;
    }
    painter->setPen(QPen(m_lineColor, width, style == Style::Dotted ? Qt::DotLine : Qt::SolidLine));
    painter->drawLine(line);
}

void LinksItem::paintFigure(QPainter *painter, const QRectF &ground, const QString &text) const
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_groundColor);
    painter->drawRoundedRect(ground, 4, 4);
    painter->setPen(m_textColor);
    painter->drawText(ground, Qt::AlignCenter, text);
}

} // namespace everbounce
