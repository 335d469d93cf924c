// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/look/HouseWords.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// What the words of the house mean, for QML.
class HouseWords : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;

    Q_INVOKABLE QStringList all() const { return words::allWords(); }
    Q_INVOKABLE QString meaningOf(const QString &word) const { return words::meaningOf(word); }
};

} // namespace everbounce
