// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/Seeds.h"

#include "engine/cluster/NameLookup.h"
#include "engine/cluster/Protocol.h"

namespace everbounce {

using namespace std::chrono_literals;

Seeds::Seeds(const QList<PeerSpec> &peers, const QStringList &dnsNames, quint16 port, QObject *parent)
    : QObject(parent)
{
    for (const PeerSpec &peer : peers) {
        Seed seed{peer.host, peer.port ? peer.port : port, false, false, {}};
        const QHostAddress literal(peer.host);
        if (!literal.isNull())
            seed.addresses.append(literal);
        m_seeds.push_back(seed);
    }
    for (const QString &name : dnsNames)
        m_seeds.push_back({name, port, true, false, {}});
    m_again.setInterval(5s);
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
        if ((m_seeds[i].again || m_seeds[i].addresses.isEmpty()) && !m_seeds[i].pending)
            lookUp(i);
    }
}

void Seeds::lookUp(std::size_t index)
{
    m_seeds[index].pending = true;
    lookUpName(m_seeds[index].name).then(this, [this, index](const QList<QHostAddress> &addresses) {
        Seed &seed = m_seeds[index];
        seed.pending = false;
        // A name server that fails for a moment takes nobody away.
        if (addresses.isEmpty() || addresses == seed.addresses)
            return;
        seed.addresses = addresses;
        Q_EMIT changed();
    });
}

} // namespace everbounce
