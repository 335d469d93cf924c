// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/discovery/NameLookup.h"
#include "engine/cluster/discovery/PeerSpec.h"
#include "engine/cluster/link/Endpoint.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace everbounce {

/// The addresses of the peers that were named by hand: all addresses of every name in `--peer` and
/// `--peer-dns`, looked up again and again, since they may change. Lives on the cluster's thread.
class Seeds : public QObject
{
    Q_OBJECT
public:
    /// How names are looked up, and how often.
    struct Looking
    {
        std::function<QFuture<QList<QHostAddress>>(const QString &name)> up = lookUpName;
        std::chrono::milliseconds every{5000};
    };

    /// `port` is for peers without a port of their own.
    Seeds(const QList<PeerSpec> &peers, const QStringList &dnsNames, quint16 port, const Looking &looking,
          QObject *parent = nullptr);
    Seeds(const QList<PeerSpec> &peers, const QStringList &dnsNames, quint16 port)
        : Seeds(peers, dnsNames, port, Looking{})
    {
    }

    void start();
    QList<Endpoint> endpoints() const;

Q_SIGNALS:
    /// The endpoints have changed.
    void changed();

private:
    struct Seed
    {
        QString name;
        quint16 port = 0;
        bool isName = true;   ///< not an address already
        bool pending = false; ///< a lookup is in progress
        QList<QHostAddress> addresses;
    };

    void lookUpAll();
    void lookUp(std::size_t index);

    std::function<QFuture<QList<QHostAddress>>(const QString &)> m_lookUp;
    std::vector<Seed> m_seeds;
    QTimer m_again;
};

} // namespace everbounce
