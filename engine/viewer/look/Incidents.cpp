// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/look/Incidents.h"

namespace everbounce {

static bool isPartOfOne(EventFacts::Kind kind)
{
    using Kind = EventFacts::Kind;
    return kind != Kind::Other && kind != Kind::Behavior;
}

int Incidents::of(EventFacts::Kind kind, Nanoseconds now)
{
    if (!isPartOfOne(kind))
        return 0;
    if (!m_last || now - *m_last > together)
        ++m_number;
    m_last = now;
    return m_number;
}

} // namespace everbounce
