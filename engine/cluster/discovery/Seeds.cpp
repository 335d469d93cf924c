// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/Seeds.h"

#include "engine/cluster/link/Protocol.h"

#include <algorithm>

namespace everbounce {

Seeds::Seeds(const QList<PeerSpec> &peers, const QStringList &dnsNames, quint16 port, const Looking &looking,
             QObject *parent)
    : QObject(parent)
    , m_lookUp(looking.up)
{
    for (const PeerSpec &peer : peers) {
        Seed seed{.name = peer.host, .port = peer.port ? peer.port : port};
        const QHostAddress literal(peer.host);
        if (!literal.isNull())
            seed.addresses.append(literal);
        seed.isName = literal.isNull();
        m_seeds.push_back(seed);
    }
    for (const QString &name : dnsNames)
        m_seeds.push_back({.name = name, .port = port});
    m_again.setInterval(looking.every);
    connect(&m_again, &QTimer::timeout, this, &Seeds::lookUpAll);
}

void Seeds::start()
{
    lookUpAll();
    m_again.start();
}

QList<Endpoint> Seeds::endpoints() const
{
    QList<Endpoint> list;
    for (const Seed &seed : m_seeds) {
        for (const QHostAddress &address : seed.addresses)
            list.append({address, seed.port});
    }
    return list.mid(0, maxLinks);
}

void Seeds::lookUpAll()
{
    for (std::size_t i = 0; i < m_seeds.size(); ++i) {
        if (m_seeds[i].isName && !m_seeds[i].pending)
            lookUp(i);
    }
}

void Seeds::lookUp(std::size_t index)
{
    m_seeds[index].pending = true;
    m_lookUp(m_seeds[index].name).then(this, [this, index](const QList<QHostAddress> &addresses) {
        Seed &seed = m_seeds[index];
        seed.pending = false;
        // A name server that fails for a moment removes no addresses, and another order is no change.
        if (addresses.isEmpty() || std::is_permutation(addresses.begin(), addresses.end(),
                                                       seed.addresses.begin(), seed.addresses.end()))
            return;
        seed.addresses = addresses;
        Q_EMIT changed();
    });
}

} // namespace everbounce
