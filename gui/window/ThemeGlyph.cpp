// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/ThemeGlyph.h"

#include <QPainter>
#include <QPainterPath>

namespace everbounce {

constexpr qreal side = 16; ///< of the drawings below, which are the page's

static void drawSystem(QPainter *painter)
{
    const QRectF disc(2, 2, 12, 12);
    painter->drawEllipse(disc);
    painter->setBrush(painter->pen().color());
    constexpr int degree = 16; // as QPainter counts
    painter->drawPie(disc, -90 * degree, 180 * degree);
}

static void drawSun(QPainter *painter)
{
    painter->drawEllipse(QPointF(8, 8), 3, 3);
    painter->translate(8, 8);
    for (int ray = 0; ray < 8; ++ray) {
        painter->drawLine(QPointF(0, 5), QPointF(0, 7));
        painter->rotate(45);
    }
}

static void drawMoon(QPainter *painter)
{
    QPainterPath disc;
    disc.addEllipse(QPointF(7.6, 8.4), 6, 6);
    QPainterPath shade;
    shade.addEllipse(QPointF(12.4, 3.6), 6, 6);
    painter->drawPath(disc - shade);
}

ThemeGlyph::ThemeGlyph(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &ThemeGlyph::changed, this, [this] { update(); });
}

void ThemeGlyph::paint(QPainter *painter)
{
    painter->scale(width() / side, height() / side);
    painter->setPen(QPen(m_color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (m_theme == QLatin1String("light"))
        drawSun(painter);
    else if (m_theme == QLatin1String("dark"))
        drawMoon(painter);
    else
        drawSystem(painter);
}

} // namespace everbounce
