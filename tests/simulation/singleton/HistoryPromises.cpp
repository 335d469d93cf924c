// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/History.h"

#include <algorithm>

// The promises at the end of a history, and the report when one is broken.

namespace everbounce::simulation {

using namespace std::chrono_literals;

/// All follow one holder, with one state, and wait for nothing.
bool History::hasSettled() const
{
    const int one = holder();
    if (one < 0)
        return false;
    const Singleton &held = m_nodes[std::size_t(one)]->singleton();
    const bool agree = std::ranges::all_of(m_nodes, [&](const auto &node) {
        const auto &record = node->singleton().record();
        return node->singleton().lease() == held.lease() && record && record->lease == held.lease() &&
               record->revision == held.record()->revision &&
               node->singleton().log().foreignTo(*record).empty();
    });
    return agree;
}

bool History::allKnowAll() const
{
    return std::ranges::all_of(m_nodes, [&](const auto &node) {
        const Singleton &one = node->singleton();
        return std::ranges::all_of(
            m_acknowledged.keyBegin(), m_acknowledged.keyEnd(), [&](const QString &id) {
                return m_forgiven.contains(id) || one.log().findIn(*one.record(), id) != nullptr;
            });
    });
}

/// Whether any node knows the command to be in the holder's record.
bool History::isInRecord(const QString &id) const
{
    const Record &record = *m_nodes[std::size_t(holder())]->singleton().record();
    return std::ranges::any_of(
        m_nodes, [&](const auto &node) { return node->singleton().log().findIn(record, id) != nullptr; });
}

/// Clients may give a command once more under its id, at whichever node, and long after.
void History::askAgain()
{
    const QList<QString> ids = m_acknowledged.keys();
    for (auto command = ids.begin(); command != ids.end(); ++command) {
        if (!m_forgiven.contains(*command))
            accept(int(m_random.below(std::uint32_t(m_plan.nodes))), *command);
    }
    VirtualTime::instance().runFor(300ms);
}

std::string History::whoFollowsWhom() const
{
    std::string text;
    for (int index = 0; index < m_plan.nodes; ++index) {
        SimNode &node = *m_nodes[std::size_t(index)];
        const Lease lease = node.singleton().lease();
        const auto holder = std::ranges::find(m_ids, lease.holder);
        const auto &record = node.singleton().record();
        text += " Node " + std::to_string(index) + " has " + std::to_string(node.transport().peers().size()) +
                " peers, revision " + std::to_string(record ? record->revision : 0) + ", and follows " +
                (holder == m_ids.end() ? "nobody" : std::to_string(holder - m_ids.begin())) + " in term " +
                std::to_string(lease.term) + '.';
        for (const LoggedCommand &command :
             record ? node.singleton().log().foreignTo(*record) : std::vector<LoggedCommand>())
            text += " Its record lacks " + command.id.toStdString() + ", revision " +
                    std::to_string(command.revision) + " of term " + std::to_string(command.lease.term) +
                    '.' + whoKnows(command.id);
    }
    return text;
}

/// For whoever looks for the reason.
std::string History::whoKnows(const QString &id) const
{
    std::string text;
    for (int index = 0; index < m_plan.nodes; ++index) {
        const Singleton &node = m_nodes[std::size_t(index)]->singleton();
        const LoggedCommand *const known = node.log().find(id);
        if (!known)
            continue;
        const bool isInIt = node.record() && node.record()->has(known->lease, known->revision);
        text += " Node " + std::to_string(index) + " knows it as revision " +
                std::to_string(known->revision) + " of term " + std::to_string(known->lease.term) +
                (isInIt ? ", which is in its record." : ", which is not in its record.");
    }
    return text.empty() ? " No node knows it." : text;
}

/// With a short log nobody can tell of each command where it is, and what comes again after many others is
/// carried out again. But what was acknowledged is in the count, unless a side has made more commands alone
/// than its log keeps.
void History::judgeCount()
{
    const Record &record = *m_nodes[std::size_t(holder())]->singleton().record();
    if (m_witness.mostAlone(record) > m_plan.commandsKept)
        return;
    qint64 acknowledged = 0;
    for (auto command = m_acknowledged.keyBegin(); command != m_acknowledged.keyEnd(); ++command)
        acknowledged += m_forgiven.contains(*command) ? 0 : amountOf(*command);
    if (counter::countOf(record) < acknowledged)
        violate("The count is " + std::to_string(counter::countOf(record)) +
                ", less than what was acknowledged, which is " + std::to_string(acknowledged) + '.');
}

void History::judge()
{
    if (!hasSettled())
        return violate("The nodes did not agree in the end." + whoFollowsWhom());
    if (isForgetful())
        return judgeCount();
    const Singleton &held = m_nodes[std::size_t(holder())]->singleton();
    for (auto command = m_acknowledged.begin(); command != m_acknowledged.end(); ++command) {
        if (m_forgiven.contains(command.key()))
            continue;
        if (!held.record()->find(command.key()) && !isInRecord(command.key()))
            return violate("Command " + command.key().toStdString() + " was acknowledged as revision " +
                           std::to_string(command->revision) + " of term " + std::to_string(command->term) +
                           ", and is lost." + whoKnows(command.key()));
    }
    for (auto command = m_acknowledged.begin(); command != m_acknowledged.end(); ++command) {
        for (const auto &node : m_nodes) {
            if (!m_forgiven.contains(command.key()) &&
                !node->singleton().log().findIn(*held.record(), command.key()))
                return violate("A node does not know command " + command.key().toStdString() +
                               ", which is in the state." + whoKnows(command.key()));
        }
    }
    askAgain(); // what is carried out twice is in no linear order
    const std::string problem = m_witness.judge();
    if (!problem.empty() && !m_isDishonest) // who has forgotten a state makes another one of its name
        return violate(problem);
    m_outcome.undecided = m_witness.undecided();
}

} // namespace everbounce::simulation
