// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/Endpoint.h"
#include "engine/cluster/PeerSpec.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace everbounce {

/// The peers that were named by hand, as addresses: those of `--peer`, looked up until they are found, and
/// all addresses of every `--peer-dns` name, looked up again every 5 s. Lives on the cluster's thread.
class Seeds : public QObject
{
    Q_OBJECT
public:
    /// `port` is where peers without a port of their own are looked for.
    Seeds(const QList<PeerSpec> &peers, const QStringList &dnsNames, quint16 port, QObject *parent = nullptr);

    void start();
    QList<Endpoint> endpoints() const;

Q_SIGNALS:
    /// There are other endpoints than before.
    void changed();

private:
    struct Seed
    {
        QString name;
        quint16 port;
        bool again;   ///< look it up again, even when found
        bool pending; ///< a look-up is on its way
        QList<QHostAddress> addresses;
    };

    void lookUpAll();
    void lookUp(std::size_t index);

    std::vector<Seed> m_seeds;
    QTimer m_again;
};

} // namespace everbounce
