// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Random.h"
#include "engine/base/Time.h"
#include "engine/node/view/Fault.h"

#include <QString>

#include <optional>
#include <vector>

namespace everbounce {

/// A node that chaos may strike.
struct ChaosAim
{
    NodeId node;
    QString name;
    bool isSound = true;    ///< alive, and nothing is being done to it
    bool hasWindow = false; ///< somebody watches its window
};

/// Chooses what chaos breaks next, and when. Always leaves at least two sound nodes, and never ends or
/// freezes a node whose window somebody watches. Pure: the choice follows from a seed.
class ChaosPilot
{
public:
    struct Order
    {
        Fault fault;
        ChaosAim aim;
    };

    static constexpr Nanoseconds leastPause = std::chrono::seconds(3);
    static constexpr Nanoseconds mostPause = std::chrono::seconds(6);

    explicit ChaosPilot(std::uint64_t seed)
        : m_random{seed}
    {
    }

    /// How long until the next fault.
    Nanoseconds pause();

    /// What to break next; nothing if nothing may be broken. `nodes` are the living ones.
    std::optional<Order> choose(const std::vector<ChaosAim> &nodes, NodeId holder);

private:
    Random m_random;
};

/// The nodes that a fault may be aimed at now. Pure.
std::vector<ChaosAim> chaosAims(Fault fault, const std::vector<ChaosAim> &nodes, NodeId holder);

} // namespace everbounce
