// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/chaos/ChaosPilot.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr std::ptrdiff_t fewestSound = 2;

bool isForEngine(Fault fault)
{
    return fault == Fault::CrashEngine || fault == Fault::HangEngine;
}

bool endsWindow(Fault fault)
{
    return fault == Fault::KillNode || fault == Fault::FreezeNode;
}

bool breaksNode(Fault fault)
{
    return endsWindow(fault) || fault == Fault::IsolateNode || fault == Fault::LossyNetwork;
}

} // namespace

std::vector<ChaosAim> chaosAims(Fault fault, const std::vector<ChaosAim> &nodes, NodeId holder)
{
    const auto sound =
        std::count_if(nodes.begin(), nodes.end(), [](const ChaosAim &aim) { return aim.isSound; });
    const bool few = std::ptrdiff_t(nodes.size()) <= fewestSound;
    if (infoOf(fault).backing) // without its majority nothing is survived
        return {};
    if ((few && !isForEngine(fault)) || (breaksNode(fault) && sound <= fewestSound))
        return {};
    std::vector<ChaosAim> aims;
    for (const ChaosAim &aim : nodes) {
        const bool suits = breaksNode(fault) || aim.node == holder;
        if (aim.isSound && suits && !(aim.hasWindow && endsWindow(fault)))
            aims.push_back(aim);
    }
    return aims;
}

Nanoseconds ChaosPilot::pause()
{
    return leastPause + std::chrono::duration_cast<Nanoseconds>((mostPause - leastPause) * m_random.unit());
}

std::optional<ChaosPilot::Order> ChaosPilot::choose(const std::vector<ChaosAim> &nodes, NodeId holder)
{
    // First the kind of fault, then the node: otherwise faults of nodes would crowd out those of the engine.
    std::vector<std::pair<Fault, std::vector<ChaosAim>>> choices;
    for (const FaultInfo &info : allFaults()) {
        if (auto aims = chaosAims(info.fault, nodes, holder); !aims.empty())
            choices.emplace_back(info.fault, std::move(aims));
    }
    if (choices.empty())
        return std::nullopt;
    const auto &[fault, aims] = choices[m_random.below(std::uint32_t(choices.size()))];
    return Order{fault, aims[m_random.below(std::uint32_t(aims.size()))]};
}

} // namespace everbounce
