// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/WindowMemory.h"

#include "engine/base/files/IniFile.h"
#include "engine/base/files/OutsideFile.h"

#include <QLoggingCategory>
#include <QSettings>
#include <QStandardPaths>

#include <utility>

namespace everbounce {

namespace {

Q_LOGGING_CATEGORY(memoryLog, "everbounce.window")

} // namespace

using namespace std::chrono_literals;

/// A window that is made larger has many sizes on the way.
constexpr auto pauseBeforeWriting = 300ms;

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

/// Empty where nothing is remembered. None, where a pipe is in its place: that would hold the window up.
static QString fileFor(bool remembers, const QString &file)
{
    const QString users = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                          QLatin1String("/everbounce/window.conf");
    const QString chosen = file.isEmpty() && remembers ? users : file;
    return isRegularOrMissing(chosen) ? chosen : QString();
}

WindowMemory::WindowMemory(bool remembers, const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(fileFor(remembers, file))
{
    m_writes.setSingleShot(true);
    m_writes.setInterval(pauseBeforeWriting);
    connect(&m_writes, &QTimer::timeout, this, &WindowMemory::write);
    if (!m_file.isEmpty()) {
        const QSettings settings(m_file, QSettings::IniFormat);
        const QString theme = settings.value(QStringLiteral("theme")).toString();
        m_theme = themes().contains(theme) ? theme : m_theme;
        const QString language = settings.value(QStringLiteral("language")).toString();
        m_language = languages().contains(language) ? language : m_language;
        m_reducedMotion = settings.value(QStringLiteral("reducedMotion")).toBool();
        m_staysInTray = settings.value(QStringLiteral("staysInTray")).toBool();
        m_notifies = settings.value(QStringLiteral("notifies")).toBool();
        m_knowsTour = settings.value(QStringLiteral("knowsTour")).toBool();
        m_size = settings.value(QStringLiteral("size")).toSize();
    }
    if (qEnvironmentVariableIsSet("EVERBOUNCE_REDUCED_MOTION"))
        m_reducedMotion = qEnvironmentVariableIntValue("EVERBOUNCE_REDUCED_MOTION") != 0;
}

WindowMemory::~WindowMemory()
{
    write();
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

void WindowMemory::setSize(const QSize &size)
{
    m_size = size;
    keep(QStringLiteral("size"), size);
}

void WindowMemory::keep(const QString &key, const QVariant &value)
{
    if (m_file.isEmpty())
        return;
    m_changes.removeIf([&](const auto &change) { return change.first == key; });
    m_changes.append({key, value});
    m_writes.start();
}

void WindowMemory::write()
{
    if (m_changes.isEmpty())
        return;
    if (const QString why = changeIniFile(m_file, std::exchange(m_changes, {})); !why.isEmpty())
        qCWarning(memoryLog).noquote() << m_file << "cannot be written:" << why;
}

} // namespace everbounce
