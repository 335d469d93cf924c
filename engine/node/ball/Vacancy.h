// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <optional>
#include <utility>

namespace everbounce {

/// For how long nobody holds the lease, as far as one node can tell. Pure; instants are of the monotonic
/// clock.
class Vacancy
{
public:
    /// `length`: how long a lease lasts without a renewal.
    explicit Vacancy(Nanoseconds length)
        : m_length(length)
    {
    }

    /// Somebody holds it at `now`: its holder has renewed it, or this node may act.
    void held(Nanoseconds now)
    {
        m_held = now;
        m_since.reset();
    }

    /// The holder seems to be gone: if it is, nobody has held the lease since then.
    void suspected(Nanoseconds now)
    {
        if (!m_since)
            m_since = now;
    }

    /// Another lease counts now, or none does. Returns how long nobody had held one, if somebody does now.
    Nanoseconds changed(bool isHeld, Nanoseconds now)
    {
        suspected(hasRunOut(now) ? *m_held : now);
        if (!isHeld)
            return Nanoseconds(0);
        const Nanoseconds vacant = now - *std::exchange(m_since, std::nullopt);
        m_held = now;
        return vacant;
    }

private:
    /// A lease that ran out has not been in good hands since its last renewal. A successor may claim in the
    /// very turn in which it learns of that.
    bool hasRunOut(Nanoseconds now) const { return m_held && now - *m_held >= m_length * 9 / 10; }

    Nanoseconds m_length;
    std::optional<Nanoseconds> m_held;  ///< when it was last known to be held
    std::optional<Nanoseconds> m_since; ///< since when it is not
};

} // namespace everbounce
