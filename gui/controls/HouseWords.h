// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/words/HouseWords.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// What the words of the house mean, for QML. Give it `Qt.uiLanguage`: a binding then asks anew when that
/// changes.
class HouseWords : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;

    Q_INVOKABLE QStringList all() const { return words::allWords(); }
    Q_INVOKABLE QString nameOf(const QString &word, const QString & = {}) const
    {
        return words::nameOf(word);
    }
    Q_INVOKABLE QString meaningOf(const QString &word, const QString & = {}) const
    {
        return words::meaningOf(word);
    }
};

} // namespace everbounce
