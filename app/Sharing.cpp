// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Sharing.h"

#include <QLoggingCategory>
#include <QSettings>

#include <utility>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(sharingLog, "everbounce.sharing")

QString keyOf(const Options &options, const QString &name)
{
    return NodePaths(options, name).nodeAsFolder() + QLatin1String("/shared");
}

} // namespace

QString Sharing::listenOf(const Options &options, const QString &name)
{
    m_file = folderOfUser(options) + QLatin1String("/nodes.ini");
    m_key = keyOf(options, name);
    if (options.listenGiven) {
        m_view.isOn = !options.scope().isLoopback();
        m_view.fixed =
            QStringLiteral("This node was started with --listen %1. Start it without to choose here.")
                .arg(options.listen);
        return options.listen;
    }
    m_view.isOn = QSettings(m_file, QSettings::IniFormat).value(m_key, false).toBool();
    return m_view.isOn ? QStringLiteral("lan") : QStringLiteral("loopback");
}

void Sharing::share(quint64 request, bool on)
{
    if (on == m_view.isOn || !m_view.fixed.isEmpty())
        Q_EMIT shared(request, on == m_view.isOn ? QString() : m_view.fixed);
    else
        Q_EMIT wanted(request, on);
}

void Sharing::conclude(quint64 request, bool on, const QString &problem)
{
    if (problem.isEmpty())
        m_view.isOn = on;
    Q_EMIT changed(m_view);
    Q_EMIT shared(request, problem.isEmpty() ? remember(on) : problem);
}

void Sharing::setAddresses(const QList<QUrl> &addresses)
{
    m_view.addresses = addresses;
    Q_EMIT changed(m_view);
}

/// What is left under a name would open whoever takes it next.
void Sharing::follow(const Options &options, const QString &name)
{
    const QString former = std::exchange(m_key, keyOf(options, name));
    if (options.listenGiven)
        return;
    QSettings settings(m_file, QSettings::IniFormat);
    settings.remove(former);
    if (m_view.isOn)
        settings.setValue(m_key, true);
    else
        settings.remove(m_key);
    settings.sync();
    if (settings.status() != QSettings::NoError)
        qCWarning(sharingLog).noquote() << m_file << "cannot be written.";
}

QString Sharing::remember(bool on) const
{
    QSettings settings(m_file, QSettings::IniFormat);
    settings.setValue(m_key, on);
    settings.sync();
    return settings.status() == QSettings::NoError
               ? QString()
               : QStringLiteral("It is so now, but %1 cannot be written: after a restart it is as before.")
                     .arg(m_file);
}

} // namespace everbounce
