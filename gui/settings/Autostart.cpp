// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/Autostart.h"

#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/SafeFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace everbounce {

/// A desktop entry is far smaller.
static constexpr qint64 mostOfEntry = 65'536;

QString asExec(const QString &path)
{
    QString quoted = path;
    for (const char special : {'\\', '"', '`', '$'}) // within quotation marks
        quoted.replace(QLatin1Char(special), QString(u'\\') + QLatin1Char(special));
    quoted.replace(u'\\', QLatin1String("\\\\")); // within any text of an entry
    return u'"' + quoted.replace(u'%', QLatin1String("%%")) + u'"';
}

static QByteArray entryFor(const QString &program)
{
    return QStringLiteral("[Desktop Entry]\n"
                          "Type=Application\n"
                          "Name=Everbounce\n"
                          "Exec=%1\n"
                          "TryExec=%2\n"
                          "Icon=org.everbounce.Everbounce\n"
                          "Terminal=false\n"
                          "X-GNOME-Autostart-enabled=true\n")
        .arg(asExec(program), QString(program).replace(u'\\', QLatin1String("\\\\")))
        .toUtf8();
}

Autostart::Autostart(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_path((folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                     QLatin1String("/autostart")
                               : folder) +
             QLatin1String("/org.everbounce.Everbounce.desktop"))
{
}

/// Desktops switch an entry off without removing it.
bool Autostart::isOn() const
{
    const QByteArray entry = OutsideFile(m_path).read(mostOfEntry).value_or(QByteArray());
    for (const QByteArray &line : entry.split('\n')) {
        if (line.trimmed() == "Hidden=true" || line.trimmed() == "X-GNOME-Autostart-enabled=false")
            return false;
    }
    return !entry.isEmpty();
}

void Autostart::set(bool on)
{
    m_news = on == isOn() ? QString() : on ? switchOn() : switchOff();
    Q_EMIT changed();
}

QString Autostart::switchOn() const
{
    const QString folder = QFileInfo(m_path).path();
    const QString problem = QDir().mkpath(folder)
                                ? replaceFile(m_path, entryFor(QCoreApplication::applicationFilePath()))
                                : tr("this folder cannot be made");
    return problem.isEmpty() ? QString() : tr("%1 cannot be written: %2.").arg(m_path, problem);
}

QString Autostart::switchOff() const
{
    QFile file(m_path);
    return file.remove() ? QString() : tr("%1 cannot be removed: %2.").arg(m_path, file.errorString());
}

} // namespace everbounce
