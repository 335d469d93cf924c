// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/CommandCaps.h"

#include <cmath>

namespace everbounce {
namespace {

/// From this many on, clients that have not sent anything lately are forgotten.
constexpr qsizetype manyClients = 1000;

} // namespace

std::optional<int> CommandCaps::refused(quint64 client, Nanoseconds now)
{
    if (m_clients.size() >= manyClients)
        m_clients.removeIf(
            [now](QHash<quint64, RateCap>::iterator entry) { return entry.value().isFull(now); });
    const auto found = m_clients.find(client);
    RateCap &own = found != m_clients.end() ? *found : *m_clients.insert(client, RateCap(m_each, now));
    for (RateCap *cap : {&own, &m_all}) {
        if (!cap->take(now))
            return int(std::ceil(cap->wait()));
    }
    return std::nullopt;
}

} // namespace everbounce
