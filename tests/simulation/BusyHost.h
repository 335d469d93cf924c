// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulation/World.h"

namespace everbounce::simulation {

/// Three nodes with a short lease, whose machine has little time for them: whoever sleeps runs again as late
/// as was measured on two processors with eight busy loops. Nothing else happens to them.
class BusyHost : private Watcher
{
public:
    struct Options
    {
        std::uint64_t seed = 1;
        Duration lease = std::chrono::milliseconds(30);
        bool stretches = true; ///< a lease is as long as its holder's machine needs it
    };

    explicit BusyHost(const Options &options);

    /// How often the lease went to another node in so long a time, though its holder was alive.
    int falseTakeovers(Duration time);

    /// How long nobody acts when the holder freezes.
    Duration freezeHolder();

    /// How long the holder says that its lease is.
    Duration length() const;

private:
    void afterAction(const SimNode &node, const LeaseAction &action) override;
    void keepStalling(int node);
    Duration stall();

    static constexpr int nodes = 3;

    Random m_random;
    World m_world;
    int m_holdings = 0;
    bool m_isFrozen = false;
};

} // namespace everbounce::simulation
