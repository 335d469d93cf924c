// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QDBusServiceWatcher>
#include <QObject>

#include <optional>

namespace everbounce {

/// Has Avahi, where it runs, tell the network of a node's page (DNS-SD, _http._tcp), so that browsers and
/// file managers list it. Where it does not run, nothing happens until it does. Lives on the main thread.
class Announcement : public QObject
{
    Q_OBJECT
public:
    explicit Announcement(const QDBusConnection &bus = QDBusConnection::systemBus(),
                          QObject *parent = nullptr);

    /// Announces this page, and no other, from now on.
    void announce(const QString &name, quint16 port, bool isEncrypted);

    /// Announces nothing from now on.
    void withdraw();

private Q_SLOTS:
    void onStateChanged(int state, const QString &error);

private:
    struct Page
    {
        QString name;
        quint16 port = 0;
        bool isEncrypted = false;
    };

    template<typename Then>
    void call(const QString &path, const char *interface, const char *method, const QVariantList &arguments,
              Then then);
    void makeGroup();
    void addPage();
    void takeAnotherName();
    void freeGroup();
    QString senderName() const;

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    std::optional<Page> m_page; ///< that is to be known
    QString m_group;            ///< Avahi's object for it; empty: there is none
    int m_names = 0;            ///< that were tried: others may have them
    quint64 m_attempt = 0;      ///< answers to earlier ones come too late
};

} // namespace everbounce
