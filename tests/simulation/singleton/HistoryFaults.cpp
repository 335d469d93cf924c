// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/LogFile.h"
#include "tests/simulation/singleton/History.h"

#include <algorithm>

// What happens, how it ends, and what of it is to be forgiven.

namespace everbounce::simulation {

namespace {

using namespace std::chrono_literals;
using Kind = Happening::Kind;

constexpr auto usualDelay = 1ms;
constexpr auto longDelay = 40ms;
constexpr double lossShare = 0.2;

} // namespace

void History::setStopped(int node, bool isStopped)
{
    if (isStopped)
        m_frozen.insert(node);
    else if (m_frozen.erase(node) == 0)
        return;
    VirtualTime::instance().clocksOf(node).isStopped = isStopped;
    m_bus.setFrozen(m_ids[std::size_t(node)], isStopped);
}

void History::cut(int from, int to)
{
    m_cuts.insert({from, to});
    m_bus.cut(m_ids[std::size_t(from)], m_ids[std::size_t(to)]);
}

void History::healCuts()
{
    m_cuts.clear();
    m_bus.healAll();
}

/// One file; both would be more than the promise bears.
void History::rot(Platter &platter)
{
    const auto file = platter.files.find(m_random.below(2) == 0 ? QStringLiteral("snapshot.cbor")
                                                                : QStringLiteral("commands.log"));
    if (file == platter.files.end())
        return;
    if (m_random.below(3) == 0 || file->second.isEmpty()) {
        platter.files.erase(file);
        return;
    }
    char &byte = file->second[qsizetype(m_random.below(std::uint32_t(file->second.size())))];
    byte = char(byte ^ (1 << m_random.below(8)));
}

void History::begin(const Happening &happening)
{
    ++m_changes;
    m_ends.emplace(happening.at + happening.length, &happening);
    m_isDishonest |= isDishonest(happening.kind);
    if (isSplit(happening.kind))
        m_witness.onSplit();
    Platter &platter = m_platters[std::size_t(happening.node)];
    switch (happening.kind) {
    case Kind::Kill:
        kill(happening.node);
        return forgiveLost();
    case Kind::PowerCut:
        for (int node = 0; node < m_plan.nodes; ++node)
            kill(node);
        return forgiveLost();
    case Kind::HandOver:
        if (const int node = holder(); node >= 0)
            VirtualTime::instance().inside(
                node, [&] { m_nodes[std::size_t(node)]->singleton().keeper().release(); });
        return;
    case Kind::Freeze:
    case Kind::Suspend:
        return setStopped(happening.node, m_nodes[std::size_t(happening.node)] != nullptr);
    case Kind::WallStep:
        VirtualTime::instance().clocksOf(happening.node).wall -= happening.length;
        return;
    case Kind::Part:
        for (int a = 0; a < m_plan.nodes; ++a) {
            for (int b = 0; b < m_plan.nodes; ++b) {
                if (happening.sides[std::size_t(a)] != happening.sides[std::size_t(b)])
                    cut(a, b);
            }
        }
        return;
    case Kind::Cut:
        cut(happening.other, happening.node);
        return cut(happening.node, happening.other);
    case Kind::CutOneWay:
        return cut(happening.node, happening.other);
    case Kind::Reset:
        for (const NodeId other : m_ids)
            m_bus.reset(m_ids[std::size_t(happening.node)], other);
        return;
    case Kind::EngineCrash:
        if (const int node = holder(); node >= 0)
            m_nodes[std::size_t(node)]->singleton().engine().inject(EngineFault::Crash);
        return;
    case Kind::FullDisk:
        platter.isFull = true;
        return;
    case Kind::FailingDisk:
        platter.isFailing = true;
        return;
    case Kind::SlowDisk:
        platter.isSlow = true;
        return;
    case Kind::LyingDisk:
        platter.durable = platter.files;
        return;
    case Kind::OldDisk:
        m_oldFiles[&happening] = platter.files;
        return;
    case Kind::RottenDisk:
        kill(happening.node);
        rot(platter);
        return forgiveLost();
    case Kind::UnreadDisk:
        kill(happening.node);
        platter.isUnread = true;
        forgiveLost();
        return start(happening.node); // in vain
    case Kind::Loss:
        m_isRough = true;
        return m_bus.setDropShare(lossShare);
    case Kind::Delay:
        m_isRough = true;
        return m_bus.setDelay(longDelay);
    }
}

void History::end(const Happening &happening)
{
    ++m_changes;
    Platter &platter = m_platters[std::size_t(happening.node)];
    switch (happening.kind) {
    case Kind::Kill:
        return start(happening.node);
    case Kind::PowerCut:
        for (int node = 0; node < m_plan.nodes; ++node)
            start(node);
        return;
    case Kind::Freeze:
        return setStopped(happening.node, false);
    case Kind::Suspend:
        VirtualTime::instance().postpone(happening.node, happening.length);
        return setStopped(happening.node, false);
    case Kind::WallStep:
        VirtualTime::instance().clocksOf(happening.node).wall += 2 * happening.length;
        return;
    case Kind::Part:
    case Kind::Cut:
    case Kind::CutOneWay:
        return healCuts();
    case Kind::FullDisk:
        platter.isFull = false;
        return;
    case Kind::FailingDisk:
        platter.isFailing = false;
        return;
    case Kind::SlowDisk:
        platter.isSlow = false;
        return;
    case Kind::LyingDisk:
        platter.durable.reset();
        return;
    case Kind::OldDisk:
        kill(happening.node);
        platter.files = m_oldFiles.at(&happening);
        forgiveLost();
        return start(happening.node);
    case Kind::RottenDisk:
        return start(happening.node);
    case Kind::UnreadDisk:
        platter.isUnread = false;
        return start(happening.node);
    case Kind::Loss:
    case Kind::Delay:
        m_isRough = false;
        m_bus.setDropShare(0);
        return m_bus.setDelay(usualDelay);
    default:
        return;
    }
}

/// In the end nothing is wrong any more.
void History::heal()
{
    for (const auto &[when, happening] : m_ends)
        end(*happening);
    m_ends.clear();
    healCuts();
    for (int node = 0; node < m_plan.nodes; ++node)
        start(node);
}

/// Whether a node that runs knows a command, or a disk has it.
bool History::isAnywhere(const QString &id) const
{
    const bool isKnown = std::ranges::any_of(
        m_nodes, [&](const auto &node) { return node && node->singleton().log().find(id); });
    return isKnown || std::ranges::any_of(m_platters, [&](const Platter &platter) {
               const auto file = platter.files.find(QStringLiteral("commands.log"));
               return file != platter.files.end() &&
                      std::ranges::any_of(decodeLogFile(file->second, SimNode::clusterName()).commands,
                                          [&](const LoggedCommand &command) { return command.id == id; });
           });
}

/// Nodes were killed. A disk that forgets harms its own node: what nobody else has is lost with that.
void History::forgiveLost()
{
    if (!m_isDishonest)
        return;
    for (auto command = m_acknowledged.keyBegin(); command != m_acknowledged.keyEnd(); ++command) {
        if (!isAnywhere(*command))
            m_forgiven.insert(*command);
    }
}

} // namespace everbounce::simulation
