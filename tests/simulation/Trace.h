// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulation/World.h"

#include <ostream>

namespace everbounce::simulation {

/// Writes what happens, a line each, for a person who replays a seed.
class Trace : public Watcher
{
public:
    Trace(const World &world, std::ostream &out)
        : m_world(world)
        , m_out(out)
    {
    }

    void note(const std::string &text);
    void beforeDelivery(const SimNode &node, const Packet &packet) override;
    void linkChanged(const SimNode &node, int peer, bool up, LinkLoss loss) override;
    void afterAction(const SimNode &node, const LeaseAction &action) override;
    void published(const SimNode &node) override { line(node, "publishes"); }

private:
    void line(const SimNode &node, const std::string &text);
    std::string nameOf(NodeId id) const { return m_world.nameOf(id); }

    const World &m_world;
    std::ostream &m_out;
};

} // namespace everbounce::simulation
