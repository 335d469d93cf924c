// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QQuickPaintedItem>

namespace everbounce {

/// A ring that fills, for things that take time.
class RingItem : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    /// How much of it is filled, 0 to 1.
    Q_PROPERTY(qreal part MEMBER m_part NOTIFY changed FINAL)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY changed FINAL)
    Q_PROPERTY(QColor ground MEMBER m_ground NOTIFY changed FINAL)
public:
    explicit RingItem(QQuickItem *parent = nullptr);

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    qreal m_part = 0;
    QColor m_color;
    QColor m_ground;
};

} // namespace everbounce
