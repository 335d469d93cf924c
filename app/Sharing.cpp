// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Sharing.h"

#include <QSettings>

namespace everbounce {

QString Sharing::listenOf(const Options &options, const QString &name)
{
    const NodePaths paths(options, name);
    m_file = folderOfUser(options) + QLatin1String("/nodes.ini");
    m_key = paths.nodeAsFolder() + QLatin1String("/shared");
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
