// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QQuickPaintedItem>

namespace everbounce {

/// The ground of a card with its border, which may be dashed or dotted (a Rectangle's cannot), and a band of
/// colour along its left edge.
class CardFrame : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QColor fill MEMBER m_fill NOTIFY changed FINAL)
    Q_PROPERTY(QColor border MEMBER m_border NOTIFY changed FINAL)
    Q_PROPERTY(qreal stroke MEMBER m_stroke NOTIFY changed FINAL)
    Q_PROPERTY(Qt::PenStyle line MEMBER m_line NOTIFY changed FINAL)
    Q_PROPERTY(QColor edge MEMBER m_edge NOTIFY changed FINAL)
    Q_PROPERTY(qreal edgeWidth MEMBER m_edgeWidth NOTIFY changed FINAL)
    /// Of its dashes, see NodePattern.h; `edgeWidth` is four of their units.
    Q_PROPERTY(int pattern MEMBER m_pattern NOTIFY changed FINAL)
    Q_PROPERTY(qreal radius MEMBER m_radius NOTIFY changed FINAL)
public:
    explicit CardFrame(QQuickItem *parent = nullptr);

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    QPainterPath edge() const;

    QColor m_fill;
    QColor m_border;
    qreal m_stroke = 1;
    Qt::PenStyle m_line = Qt::SolidLine;
    QColor m_edge;
    qreal m_edgeWidth = 4;
    int m_pattern = 0;
    qreal m_radius = 8;
};

} // namespace everbounce
