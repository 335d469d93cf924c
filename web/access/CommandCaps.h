// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"

#include <QHash>

#include <optional>

namespace everbounce {

/// How many commands a node accepts over the web: from one client (a connection or a viewer), and from all
/// together. Pure.
class CommandCaps
{
public:
    CommandCaps(const Rate &each, const Rate &all, Nanoseconds now)
        : m_each(each)
        , m_all(all, now)
    {
    }

    /// Nothing if one more command of this client may pass, else how many whole seconds it should wait. What
    /// a client sends beyond its own cap takes nothing from the others.
    std::optional<int> refused(quint64 client, Nanoseconds now);

private:
    Rate m_each;
    RateLimit m_all;
    QHash<quint64, RateLimit> m_clients; ///< a client that is not in it has not sent anything lately
};

} // namespace everbounce
