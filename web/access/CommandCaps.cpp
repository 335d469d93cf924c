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
            [now](QHash<quint64, RateLimit>::iterator entry) { return entry.value().isFull(now); });
    const auto found = m_clients.find(client);
    RateLimit &own = found != m_clients.end() ? *found : *m_clients.insert(client, RateLimit(m_each, now));
    for (RateLimit *limit : {&own, &m_all}) {
        if (!limit->admits(now))
            return int(std::ceil(limit->wait()));
    }
    return std::nullopt;
}

} // namespace everbounce
