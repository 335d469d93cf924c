// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/WindowMemory.h"

#include "engine/base/files/OutsideFile.h"

#include <QStandardPaths>

namespace everbounce {

static const QStringList &themes()
{
    static const QStringList all{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    return all;
}

static const QStringList &languages()
{
    static const QStringList all{QStringLiteral("system"), QStringLiteral("en"), QStringLiteral("de")};
    return all;
}

/// As QSettings finds it by those two names. None, where a pipe is in its place: that would hold the window
/// up.
static std::unique_ptr<QSettings> settingsOf(bool remembers, const QString &file)
{
    const QString users = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                          QLatin1String("/everbounce/window.conf");
    if ((file.isEmpty() && !remembers) || !isRegularOrMissing(file.isEmpty() ? users : file))
        return nullptr;
    return file.isEmpty()
               ? std::make_unique<QSettings>(QStringLiteral("everbounce"), QStringLiteral("window"))
               : std::make_unique<QSettings>(file, QSettings::IniFormat);
}

WindowMemory::WindowMemory(bool remembers, const QString &file, QObject *parent)
    : QObject(parent)
    , m_settings(settingsOf(remembers, file))
{
    if (m_settings) {
        const QString theme = m_settings->value(QStringLiteral("theme")).toString();
        m_theme = themes().contains(theme) ? theme : m_theme;
        const QString language = m_settings->value(QStringLiteral("language")).toString();
        m_language = languages().contains(language) ? language : m_language;
        m_reducedMotion = m_settings->value(QStringLiteral("reducedMotion")).toBool();
        m_staysInTray = m_settings->value(QStringLiteral("staysInTray")).toBool();
        m_notifies = m_settings->value(QStringLiteral("notifies")).toBool();
        m_knowsTour = m_settings->value(QStringLiteral("knowsTour")).toBool();
    }
    if (qEnvironmentVariableIsSet("EVERBOUNCE_REDUCED_MOTION"))
        m_reducedMotion = qEnvironmentVariableIntValue("EVERBOUNCE_REDUCED_MOTION") != 0;
}

void WindowMemory::setTheme(const QString &theme)
{
    if (theme == m_theme || !themes().contains(theme))
        return;
    m_theme = theme;
    keep(QStringLiteral("theme"), theme);
    Q_EMIT themeChanged();
}

void WindowMemory::nextTheme()
{
    setTheme(themes().at((themes().indexOf(m_theme) + 1) % themes().size()));
}

void WindowMemory::setLanguage(const QString &language)
{
    if (language == m_language || !languages().contains(language))
        return;
    m_language = language;
    keep(QStringLiteral("language"), language);
    Q_EMIT languageChanged();
}

void WindowMemory::setReducedMotion(bool reduced)
{
    if (reduced == m_reducedMotion)
        return;
    m_reducedMotion = reduced;
    keep(QStringLiteral("reducedMotion"), reduced);
    Q_EMIT reducedMotionChanged();
}

void WindowMemory::setStaysInTray(bool stays)
{
    if (stays == m_staysInTray)
        return;
    m_staysInTray = stays;
    keep(QStringLiteral("staysInTray"), stays);
    Q_EMIT staysInTrayChanged();
}

void WindowMemory::setNotifies(bool notifies)
{
    if (notifies == m_notifies)
        return;
    m_notifies = notifies;
    keep(QStringLiteral("notifies"), notifies);
    Q_EMIT notifiesChanged();
}

void WindowMemory::setKnowsTour(bool knows)
{
    if (knows == m_knowsTour)
        return;
    m_knowsTour = knows;
    keep(QStringLiteral("knowsTour"), knows);
    Q_EMIT knowsTourChanged();
}

QSize WindowMemory::size() const
{
    return m_settings ? m_settings->value(QStringLiteral("size")).toSize() : QSize();
}

void WindowMemory::setSize(const QSize &size)
{
    keep(QStringLiteral("size"), size);
}

void WindowMemory::keep(const QString &key, const QVariant &value)
{
    if (m_settings)
        m_settings->setValue(key, value);
}

} // namespace everbounce
