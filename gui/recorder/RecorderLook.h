// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// Measure and colours of the flight recorder's drawing.
struct RecorderLook
{
    Q_GADGET
    QML_VALUE_TYPE(recorderLook)
    /// Pixels per unit of the drawing; a line of text is about twelve units high.
    Q_PROPERTY(qreal unit MEMBER unit FINAL)
    Q_PROPERTY(QColor soft MEMBER soft FINAL)
    Q_PROPERTY(QColor lane MEMBER lane FINAL)
    Q_PROPERTY(QColor accent MEMBER accent FINAL)
    Q_PROPERTY(QColor warning MEMBER warning FINAL)
    Q_PROPERTY(QColor error MEMBER error FINAL)
    /// Of the nodes' bands, and of the text on them.
    Q_PROPERTY(QList<QColor> nodes MEMBER nodes FINAL)
    Q_PROPERTY(QColor nodeText MEMBER nodeText FINAL)
    /// Of its words: in another one it is drawn anew.
    Q_PROPERTY(QString language MEMBER language FINAL)
public:
    qreal unit = 1;
    QColor soft;
    QColor lane;
    QColor accent;
    QColor warning;
    QColor error;
    QList<QColor> nodes;
    QColor nodeText;
    QString language;

    bool operator==(const RecorderLook &) const = default;
};

} // namespace everbounce
