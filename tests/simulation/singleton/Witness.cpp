// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/Witness.h"

#include "tests/simulation/Linearizability.h"
#include "tests/workload/counter/Counter.h"

namespace everbounce::simulation {

namespace {

/// A counter whose every addition is answered with the number of the state that it made.
struct CounterModel
{
    struct Call
    {
        qint64 amount = 0;
        std::optional<quint64> revision; ///< where it was answered
        bool isLast = false; ///< nothing is added: this revision is where the flight was seen last
    };
    struct State
    {
        quint64 revision = 0;
        qint64 count = 0;

        auto operator<=>(const State &) const = default;
    };

    std::map<quint64, qint64> seen; ///< by viewers, of the flight at hand

    std::optional<State> step(const State &state, const Call &call) const
    {
        if (call.isLast)
            return *call.revision == state.revision ? std::optional(state) : std::nullopt;
        const State next{state.revision + 1, state.count + call.amount};
        const auto known = seen.find(next.revision);
        if ((call.revision && *call.revision != next.revision) ||
            (known != seen.end() && known->second != next.count))
            return std::nullopt;
        return next;
    }
};

} // namespace

void Witness::onGiven(const QString &id, qint64 amount, Nanoseconds now)
{
    m_commands.try_emplace(id, Command{.amount = amount, .calledAt = now});
}

void Witness::onAnswered(const QString &id, const CommandResult &result, Nanoseconds now)
{
    const auto command = m_commands.find(id);
    if (command == m_commands.end() || command->second.answeredAt)
        return;
    command->second.answeredAt = now;
    command->second.term = result.term;
    command->second.revision = result.revision;
}

Witness::Name Witness::nameOf(const Tip &tip)
{
    const auto &stretches = tip.lineage.stretches();
    return {stretches.empty() ? Lease() : stretches.back().lease, tip.revision};
}

/// Whether the later state has the earlier one in its past.
bool Witness::follows(const Tip &later, const Tip &earlier)
{
    const auto [lease, revision] = nameOf(earlier);
    return revision <= later.revision && (!lease || later.lineage.contains(lease, revision));
}

std::string Witness::onShown(int node, const Record &record)
{
    Tip tip{record.lineage, record.revision};
    for (const Tip &known : m_flights)
        tip.lineage.completeFrom(known.lineage);
    const auto [name, isNew] = m_counts.try_emplace(nameOf(tip), counter::countOf(record));
    if (!isNew && name->second != counter::countOf(record))
        return "Two states bear the name of revision " + std::to_string(record.revision) + " of term " +
               std::to_string(name->first.first.term) + '.';
    if (tip.lineage.isOpen())
        return {}; // a record brings only the end along, and nobody has shown the rest yet
    const auto [before, isFirst] = m_shown.try_emplace(node, tip);
    const Tip last = std::exchange(before->second, tip);
    if (last.revision != tip.revision || last.lineage != tip.lineage || isFirst)
        noteFlight(tip);
    if (!m_isSplit && tip.revision < last.revision && follows(last, tip))
        return "Viewers of node " + std::to_string(node) + " have seen the flight go back from revision " +
               std::to_string(last.revision) + " to " + std::to_string(tip.revision) + '.';
    return {};
}

void Witness::noteFlight(const Tip &tip)
{
    for (Tip &known : m_flights) {
        if (follows(known, tip))
            return;
        if (!follows(tip, known))
            continue;
        known = tip;
        return;
    }
    m_flights.push_back(tip);
}

std::uint64_t Witness::mostAlone(const Record &record) const
{
    std::uint64_t most = 0;
    for (const Tip &tip : m_flights) {
        const std::uint64_t shared = record.lineage.sharedWith(tip.lineage);
        most = std::max(most, tip.revision - std::min(shared, tip.revision));
    }
    return most;
}

std::string Witness::judge() const
{
    for (const Tip &tip : m_flights) {
        if (const std::string problem = judge(tip); !problem.empty())
            return problem;
    }
    return {};
}

std::string Witness::judge(const Tip &tip) const
{
    CounterModel model;
    for (const auto &[name, count] : m_counts) {
        if (name.second <= tip.revision && (!name.first || tip.lineage.contains(name.first, name.second)))
            model.seen.emplace(name.second, count);
    }
    const auto isOfFlight = [&](const Command &command) {
        return command.revision <= tip.revision &&
               std::ranges::any_of(tip.lineage.stretches(), [&](const Lineage::Stretch &stretch) {
                   return stretch.lease.term == command.term &&
                          tip.lineage.contains(stretch.lease, command.revision);
               });
    };
    std::vector<Operation<CounterModel::Call>> history;
    for (const auto &[id, command] : m_commands) {
        if (command.answeredAt && isOfFlight(command))
            history.push_back({{command.amount, command.revision}, command.calledAt, command.answeredAt});
        else
            history.push_back({{command.amount, {}}, command.calledAt, {}});
    }
    history.push_back({{0, tip.revision, true}, Nanoseconds::max(), Nanoseconds::max()});
    const auto first = model.seen.begin();
    const Linearizable result = linearizable(model, {first->first, first->second}, history, 100'000);
    m_undecided += result == Linearizable::Unknown;
    return result == Linearizable::No
               ? "The commands up to revision " + std::to_string(tip.revision) + " are not linearizable."
               : std::string();
}

} // namespace everbounce::simulation
