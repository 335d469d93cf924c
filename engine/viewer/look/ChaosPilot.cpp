// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/look/ChaosPilot.h"

#include <algorithm>

namespace everbounce {

constexpr std::ptrdiff_t fewestSound = 2;

ChaosPilot::ChaosPilot(unsigned seed, const Pace &pace)
    : m_random(seed)
    , m_pace(pace)
{
}

Nanoseconds ChaosPilot::pause()
{
    using Distribution = std::uniform_int_distribution<Nanoseconds::rep>;
    return Nanoseconds(Distribution(m_pace.leastPause.count(), m_pace.mostPause.count())(m_random));
}

static bool isForEngine(Fault fault)
{
    return fault == Fault::CrashEngine || fault == Fault::HangEngine;
}

static bool breaksNode(Fault fault)
{
    return fault == Fault::KillNode || fault == Fault::FreezeNode || fault == Fault::IsolateNode ||
           fault == Fault::LossyNetwork;
}

static bool endsWindow(Fault fault)
{
    return fault == Fault::KillNode || fault == Fault::FreezeNode;
}

std::vector<NodeId> ChaosPilot::aimsOf(Fault fault, const std::vector<Aim> &nodes, NodeId holder) const
{
    const auto sound = std::count_if(nodes.begin(), nodes.end(), [](const Aim &aim) { return aim.isSound; });
    const bool few = std::ptrdiff_t(nodes.size()) <= fewestSound;
    if (few && !isForEngine(fault))
        return {};
    if (breaksNode(fault) && sound <= fewestSound)
        return {};
    std::vector<NodeId> aims;
    for (const Aim &aim : nodes) {
        const bool holds = aim.node == holder;
        const bool wantsHolder = isForEngine(fault) || fault == Fault::StepDown;
        if (aim.isSound && (holds || !wantsHolder) && !(aim.isSelf && endsWindow(fault)))
            aims.push_back(aim.node);
    }
    return aims;
}

std::optional<ChaosPilot::Order> ChaosPilot::choose(const std::vector<Aim> &nodes, NodeId holder)
{
    // First the fault, then the node: else the faults of nodes would crowd out those of the engine.
    std::vector<std::pair<Fault, std::vector<NodeId>>> choices;
    for (const FaultInfo &info : allFaults()) {
        if (auto aims = aimsOf(info.fault, nodes, holder); !aims.empty())
            choices.emplace_back(info.fault, std::move(aims));
    }
    if (choices.empty())
        return std::nullopt;
    const auto below = [this](std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(m_random);
    };
    const auto &[fault, aims] = choices[below(choices.size())];
    return Order{fault, aims[below(aims.size())]};
}

void ChaosPilot::injected(Nanoseconds now)
{
    m_refusals = 0;
    m_open.push_back({now});
}

bool ChaosPilot::refused()
{
    return ++m_refusals >= mostRefusals;
}

void ChaosPilot::stalled(Nanoseconds length)
{
    if (length <= tolerableStall)
        return;
    for (Open &open : m_open)
        open.stalled = true;
}

void ChaosPilot::startAnew()
{
    m_open.clear();
    m_survived = m_judged = m_refusals = 0;
}

void ChaosPilot::judge(Nanoseconds now, bool hasHolder)
{
    while (!m_open.empty() && now - m_open.front().at >= m_pace.verdictAfter) {
        ++m_judged;
        m_survived += hasHolder && !m_open.front().stalled;
        m_open.erase(m_open.begin());
    }
}

} // namespace everbounce
