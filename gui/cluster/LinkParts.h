// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/look/LinksLayout.h"

#include <QColor>
#include <QPen>
#include <QQuickPaintedItem>

namespace everbounce {

/// One line between two cards. It covers only its visible part, and is repainted only when that changes.
class LinkStroke : public QQuickPaintedItem
{
    Q_OBJECT
public:
    explicit LinkStroke(QQuickItem *parent);

    /// `pen` and `line` are in units; `scale` is pixels per unit.
    void show(const LinkLine &line, const QPen &pen, qreal unit);

    /// Where the line begins and ends, in pixels of the drawing.
    Q_INVOKABLE QPointF begin() const { return m_line.from * m_unit; }
    Q_INVOKABLE QPointF end() const { return m_line.to * m_unit; }

    void paint(QPainter *painter) override;

private:
    LinkLine m_line;
    QPen m_pen;
    qreal m_unit = 1;
    QRect m_covered; ///< pixels
};

/// The figure on such a line, on a ground that hides the line.
class LinkFigure : public QQuickPaintedItem
{
    Q_OBJECT
public:
    struct Looks
    {
        QColor text;
        QColor ground;
        qreal unit = 1;

        bool operator==(const Looks &) const = default;
    };

    explicit LinkFigure(QQuickItem *parent);

    void show(const QPointF &middle, const QString &text, const Looks &looks);

    void paint(QPainter *painter) override;

private:
    QString m_text;
    Looks m_looks;
};

} // namespace everbounce
