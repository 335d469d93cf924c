// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QQuickPaintedItem>

namespace everbounce {

/// The symbol of a choice of colours: half a disc for "system", a sun for "light", a moon for "dark".
class ThemeGlyph : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString theme MEMBER m_theme NOTIFY changed REQUIRED FINAL)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY changed FINAL)
public:
    explicit ThemeGlyph(QQuickItem *parent = nullptr);

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    QString m_theme;
    QColor m_color;
};

} // namespace everbounce
