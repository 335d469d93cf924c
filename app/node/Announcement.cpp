// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/Announcement.h"

#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLoggingCategory>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(announceLog, "everbounce.announcement")

const QLatin1String avahi("org.freedesktop.Avahi");
constexpr char serverInterface[] = "org.freedesktop.Avahi.Server";
constexpr char groupInterface[] = "org.freedesktop.Avahi.EntryGroup";
const QLatin1String serverPath("/");

/// Avahi's numbers for every interface and every version of IP, and for the states of a group.
constexpr int unspecified = -1;
constexpr int stateCollision = 3;

/// A network where that many others have the name is not worth more tries.
constexpr int mostNames = 8;
constexpr qsizetype longestName = 63; ///< bytes of a DNS label

QString serviceName(const QString &node)
{
    QByteArray name = "Everbounce " + node.toUtf8();
    while (name.size() > longestName || !QString::fromUtf8(name).toUtf8().startsWith(name))
        name.chop(1);
    return QString::fromUtf8(name);
}

} // namespace

Announcement::Announcement(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    if (!m_bus.isConnected())
        return;
    qDBusRegisterMetaType<QList<QByteArray>>();
    m_watcher.setConnection(m_bus);
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForRegistration);
    m_watcher.addWatchedService(avahi);
    connect(&m_watcher, &QDBusServiceWatcher::serviceRegistered, this, [this] {
        ++m_attempt;
        m_group.clear(); // it was the former one's
        makeGroup();
    });
}

void Announcement::announce(const QString &name, quint16 port, bool isEncrypted)
{
    withdraw();
    m_page = Page{serviceName(name), port, isEncrypted};
    m_names = 0;
    makeGroup();
}

void Announcement::withdraw()
{
    m_page.reset();
    freeGroup();
}

void Announcement::freeGroup()
{
    ++m_attempt;
    if (m_group.isEmpty())
        return;
    m_bus.disconnect(senderName(), m_group, QLatin1String(groupInterface), QStringLiteral("StateChanged"),
                     this, SLOT(onStateChanged(int, QString)));
    call(std::exchange(m_group, {}), groupInterface, "Free", {}, [](const QDBusMessage &) {});
}

/// Without a bus between, nobody has a name.
QString Announcement::senderName() const
{
    return m_bus.baseService().isEmpty() ? QString() : QString(avahi);
}

/// `then` gets the answer, an error as well, unless another attempt has begun meanwhile.
template<typename Then>
void Announcement::call(const QString &path, const char *interface, const char *method,
                        const QVariantList &arguments, Then then)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(avahi, path, QLatin1String(interface), QLatin1String(method));
    message.setArguments(arguments);
    message.setAutoStartService(false); // who has stopped Avahi wants it so
    auto *const watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, then, attempt = m_attempt](QDBusPendingCallWatcher *answered) {
                answered->deleteLater();
                if (attempt == m_attempt)
                    then(answered->reply());
            });
}

void Announcement::makeGroup()
{
    if (!m_page || !m_bus.isConnected())
        return;
    call(serverPath, serverInterface, "EntryGroupNew", {}, [this](const QDBusMessage &answer) {
        const auto path = answer.arguments().value(0).value<QDBusObjectPath>();
        if (answer.type() == QDBusMessage::ErrorMessage || path.path().isEmpty())
            return; // Avahi does not run
        m_group = path.path();
        m_bus.connect(senderName(), m_group, QLatin1String(groupInterface), QStringLiteral("StateChanged"),
                      this, SLOT(onStateChanged(int, QString)));
        addPage();
    });
}

void Announcement::addPage()
{
    const QString type = m_page->isEncrypted ? QStringLiteral("_https._tcp") : QStringLiteral("_http._tcp");
    const QVariantList arguments{unspecified,
                                 unspecified,
                                 0U,
                                 m_page->name,
                                 type,
                                 QString(),
                                 QString(),
                                 QVariant::fromValue(m_page->port),
                                 QVariant::fromValue(QList<QByteArray>{"path=/"})};
    call(m_group, groupInterface, "AddService", arguments, [this](const QDBusMessage &answer) {
        if (answer.errorName().endsWith(QLatin1String("CollisionError")))
            return takeAnotherName();
        if (answer.type() == QDBusMessage::ErrorMessage) {
            qCInfo(announceLog).noquote() << "Avahi does not announce the page:" << answer.errorMessage();
            return;
        }
        call(m_group, groupInterface, "Commit", {}, [](const QDBusMessage &) {});
    });
}

void Announcement::takeAnotherName()
{
    if (!m_page || ++m_names >= mostNames)
        return;
    call(serverPath, serverInterface, "GetAlternativeServiceName", {m_page->name},
         [this](const QDBusMessage &answer) {
             const QString name = answer.arguments().value(0).toString();
             if (answer.type() == QDBusMessage::ErrorMessage || name.isEmpty())
                 return;
             m_page->name = name;
             call(m_group, groupInterface, "Reset", {}, [this](const QDBusMessage &) { addPage(); });
         });
}

void Announcement::onStateChanged(int state, const QString &)
{
    if (state == stateCollision)
        takeAnotherName();
}

} // namespace everbounce
