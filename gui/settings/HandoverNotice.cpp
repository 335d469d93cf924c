// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/HandoverNotice.h"

#include "engine/viewer/words/Words.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace everbounce {

static const QLatin1String desktopService("org.freedesktop.Notifications");
static const QLatin1String desktopPath("/org/freedesktop/Notifications");

static QDBusMessage callOfDesktop(const char *method)
{
    return QDBusMessage::createMethodCall(desktopService, desktopPath, desktopService, QLatin1String(method));
}

HandoverNotice::HandoverNotice(const std::optional<QDBusConnection> &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
}

void HandoverNotice::setWanted(bool wanted)
{
    m_isWanted = wanted;
    if (wanted && !m_isListening)
        listen();
    if (wanted)
        lookForDesktop();
    Q_EMIT newsChanged();
}

void HandoverNotice::listen()
{
    m_isListening = true;
    if (!m_bus)
        m_bus = QDBusConnection::sessionBus();
    if (!m_bus->isConnected())
        return;
    // Without a bus between, nobody has a name.
    const QString sender = m_bus->baseService().isEmpty() ? QString() : QString(desktopService);
    m_bus->connect(sender, desktopPath, desktopService, QStringLiteral("ActionInvoked"), this,
                   SLOT(onAction(uint, QString)));
}

void HandoverNotice::lookForDesktop()
{
    if (!m_bus->isConnected())
        return setThere(false);
    auto *const watcher =
        new QDBusPendingCallWatcher(m_bus->asyncCall(callOfDesktop("GetCapabilities")), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *answered) {
        answered->deleteLater();
        setThere(answered->reply().type() != QDBusMessage::ErrorMessage);
    });
}

void HandoverNotice::setThere(bool there)
{
    m_isThere = there;
    Q_EMIT newsChanged();
}

QString HandoverNotice::news() const
{
    return m_isWanted && !m_isThere ? tr("This desktop shows no notifications.") : QString();
}

void HandoverNotice::setView(const ClusterView &view)
{
    if (m_firstTerm == 0 && view.lease.holder)
        m_firstTerm = view.lease.term;
}

void HandoverNotice::addEvent(const EventView &event)
{
    if (event.facts.kind != EventFacts::Kind::Lease)
        return;
    if (m_firstTerm == 0)
        m_firstTerm = event.facts.term;
    if (!m_isWanted || event.facts.term <= m_firstTerm)
        return;
    const double ms = 1000 * event.facts.seconds;
    say(tr("%1 flies the ball now").arg(event.node),
        ms > 0 ? tr("Nobody held the lease for %1. The ball flew on.").arg(words::milliseconds(ms))
               : tr("The lease was handed over. The ball flew on."));
}

void HandoverNotice::say(const QString &summary, const QString &body)
{
    if (!m_bus->isConnected())
        return;
    QDBusMessage call = callOfDesktop("Notify");
    call.setArguments(
        {QStringLiteral("Everbounce"), m_shown, QStringLiteral("org.everbounce.Everbounce"), summary,
         body.toHtmlEscaped(), QStringList{QStringLiteral("default"), tr("Show")},
         QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("org.everbounce.Everbounce")}}, -1});
    auto *const watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *answered) {
        answered->deleteLater();
        const QDBusPendingReply<uint> reply = *answered;
        if (reply.isValid())
            m_shown = reply.value();
        setThere(reply.isValid());
    });
}

void HandoverNotice::onAction(uint id, const QString &action)
{
    if (id == m_shown && action == QLatin1String("default"))
        Q_EMIT clicked();
}

} // namespace everbounce
