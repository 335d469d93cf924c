// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Trace.h"

#include "tests/simulation/LeaseText.h"

namespace everbounce::simulation {

void Trace::line(const SimNode &node, const std::string &text)
{
    m_out << toText(m_world.now()) << "  " << node.setup.name << "  " << text << '\n';
}

void Trace::note(const std::string &text)
{
    m_out << toText(m_world.now()) << "  == " << text << '\n';
}

void Trace::beforeDelivery(const SimNode &node, const Packet &packet)
{
    const auto name = [this](NodeId id) { return nameOf(id); };
    const std::string late = " (sent " + toText(packet.sentAt) + ')';
    line(node, "<- " + m_world.node(packet.from).setup.name + "  " + toText(*packet.message, name) + late);
}

void Trace::linkChanged(const SimNode &node, int peer, bool up, LinkLoss loss)
{
    const std::string how = up ? "open" : loss == LinkLoss::Closed ? "closed" : "silent";
    line(node, "link to " + m_world.node(peer).setup.name + ' ' + how);
}

void Trace::afterAction(const SimNode &node, const LeaseAction &action)
{
    const auto name = [this](NodeId id) { return nameOf(id); };
    if (const auto *send = std::get_if<Send>(&action))
        line(node, "-> " + nameOf(send->to) + "  " + toText(send->message, name));
    else if (const auto *became = std::get_if<BecameHolder>(&action))
        line(node, "HOLDS " + toText(became->lease, name));
    else if (const auto *stopped = std::get_if<StoppedHolding>(&action))
        line(node, "STOPS " + toText(stopped->lease, name));
    else if (const auto *changed = std::get_if<HolderChanged>(&action))
        line(node, "sees " + toText(changed->lease, name));
}

} // namespace everbounce::simulation
