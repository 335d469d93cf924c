// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/BeaconRates.h"

#include <algorithm>

namespace everbounce {
namespace {

QHostAddress networkOf(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    Q_IPV6ADDR bytes = address.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), quint8(0));
    QHostAddress network(bytes);
    network.setScopeId(address.scopeId()); // for link-local addresses: each link is a network
    return network;
}

} // namespace

void BeaconRates::setSeeds(const QList<Endpoint> &seeds)
{
    const auto before = std::exchange(m_seeds, {});
    for (const Endpoint &seed : seeds) {
        const QHostAddress address = plainAddress(seed.address);
        m_seeds.insert(address, before.value(address, RateLimit(maxOfSeed)));
    }
}

bool BeaconRates::admits(const Endpoint &sender, Nanoseconds now)
{
    const QHostAddress address = plainAddress(sender.address);
    if (RateLimit *const known = m_known.find({address, sender.port}))
        return known->admits(now);
    if (const auto seed = m_seeds.find(address); seed != m_seeds.end() && seed->admits(now))
        return true;
    return admitsStranger(address, now);
}

bool BeaconRates::admitsStranger(const QHostAddress &address, Nanoseconds now)
{
    Network *const network = m_networks.findOrInsert(networkOf(address), Network(), mostRemembered);
    if (network->first.admits(now) && m_first.admits(now))
        return true;
    RateLimit *const own =
        m_addresses.findOrInsert(address, RateLimit(maxBeaconsOfOneAddress), mostRemembered);
    return own->admits(now) && network->shared.admits(now) && m_shared.admits(now);
}

void BeaconRates::proved(const Endpoint &sender)
{
    const Sender known(plainAddress(sender.address), sender.port);
    if (m_known.find(known))
        return;
    if (m_known.entries().size() >= mostRemembered)
        makeRoomForKnown();
    m_known.insert(known, RateLimit(maxBeaconsOfKnownSender));
}

/// Somebody may replay a sound beacon from as many ports as they like, but displaces only themselves: the
/// network with the most senders loses its oldest.
void BeaconRates::makeRoomForKnown()
{
    QHash<QHostAddress, int> counts;
    for (const auto &[sender, rate] : m_known.entries())
        ++counts[networkOf(sender.first)];
    const int most = *std::max_element(counts.cbegin(), counts.cend());
    const auto leaves =
        std::find_if(m_known.entries().begin(), m_known.entries().end(),
                     [&](const auto &entry) { return counts.value(networkOf(entry.first.first)) == most; });
    m_known.remove(Sender(leaves->first));
}

} // namespace everbounce
