// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/KeepAwake.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace everbounce {

static QDBusMessage callOf(const char *method)
{
    return QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.ScreenSaver"), QStringLiteral("/org/freedesktop/ScreenSaver"),
        QStringLiteral("org.freedesktop.ScreenSaver"), QLatin1String(method));
}

KeepAwake::KeepAwake(const QString &why, const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    if (!m_bus.isConnected())
        return;
    QDBusMessage call = callOf("Inhibit");
    call << QStringLiteral("org.everbounce.Everbounce") << why;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *answered) {
        const QDBusPendingReply<uint> reply = *answered;
        if (reply.isValid())
            m_cookie = reply.value();
        answered->deleteLater();
    });
}

KeepAwake::~KeepAwake()
{
    if (m_cookie == 0)
        return; // a desktop forgets the wishes of a program that is gone, too
    QDBusMessage call = callOf("UnInhibit");
    call << m_cookie;
    m_bus.send(call);
}

} // namespace everbounce
