// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/Language.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace everbounce {

QString spokenOf(const QStringList &wanted)
{
    const QStringList spoken{QStringLiteral("en"), QStringLiteral("de")};
    for (const QString &tag : wanted) {
        if (const QString language = tag.section(u'-', 0, 0); spoken.contains(language))
            return language;
    }
    return spoken.first();
}

QString Language::use(const QString &choice)
{
    const QString language = spokenOf(QStringList{choice} + QLocale::system().uiLanguages());
    QCoreApplication::removeTranslator(&m_german);
    QCoreApplication::removeTranslator(&m_sentences);
    if (language == QLatin1String("de") &&
        m_german.load(QStringLiteral(":/everbounce/translations/everbounce_de.qm")) &&
        m_sentences.loadLists(QStringLiteral(":/everbounce/sentences"))) {
        QCoreApplication::installTranslator(&m_german);
        QCoreApplication::installTranslator(&m_sentences);
    }
    const QLocale system = QLocale::system(); // whose times of day suit this language, if it is the system's
    const bool isOfTheSystem = system.name().startsWith(language) || system.language() == QLocale::C;
    QLocale::setDefault(isOfTheSystem ? system : QLocale(language));
    return language;
}

} // namespace everbounce
