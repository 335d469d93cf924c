// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/BeaconRates.h"

namespace everbounce {
namespace {

/// More than any cluster has; beyond that all begin anew.
constexpr qsizetype mostKnown = 1024;
constexpr qsizetype mostAddresses = 1024;

} // namespace

bool BeaconRates::admits(const Endpoint &sender, Nanoseconds now)
{
    if (const auto known = m_known.find({sender.address, sender.port}); known != m_known.end())
        return known->admits(now);
    auto address = m_addresses.find(sender.address);
    if (address == m_addresses.end()) {
        if (m_addresses.size() >= mostAddresses)
            m_addresses.clear();
        address = m_addresses.insert(sender.address, RateLimit(maxBeaconsOfOneAddress));
    }
    return address->admits(now) && m_strangers.admits(now);
}

void BeaconRates::proved(const Endpoint &sender)
{
    const Sender known(sender.address, sender.port);
    if (m_known.contains(known))
        return;
    if (m_known.size() >= mostKnown)
        m_known.clear();
    m_known.insert(known, RateLimit(maxBeaconsOfKnownSender));
}

} // namespace everbounce
