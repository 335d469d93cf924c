// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/base/Time.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace everbounce::simulation {

/// What a client asked for, and when. Without an answer it may have been done at any time since, or never.
template<typename Call>
struct Operation
{
    Call call; ///< with what was answered
    Nanoseconds calledAt{0};
    std::optional<Nanoseconds> answeredAt{};
};

enum class Linearizable { Yes, No, Unknown };

/// Whether a history is one that a single object could have given, each operation done at one instant between
/// its call and its answer: the search of Wing and Gong (1993), which remembers, as Lowe's (2017), in which
/// states it has failed after which operations. Pure. Unknown after so many steps.
///
/// The model has a State, which can be compared, and gives the state after an operation, or nothing where the
/// operation could not have been answered so: std::optional<State> step(const State &, const Call &) const.
template<typename Model, typename Call>
class LinearizationSearch
{
public:
    LinearizationSearch(const Model &model, std::vector<Operation<Call>> history, std::size_t mostSteps)
        : m_model(model)
        , m_history(std::move(history))
        , m_isDone(m_history.size())
        , m_stepsLeft(mostSteps)
    {
        std::ranges::stable_sort(m_history, {}, &Operation<Call>::calledAt);
        Random random;
        for (std::size_t i = 0; i < m_history.size(); ++i) {
            m_marks.push_back(random.next());
            if (m_history[i].answeredAt)
                m_answered.push_back(i);
        }
        std::ranges::stable_sort(m_answered, {}, [&](std::size_t i) { return *m_history[i].answeredAt; });
    }

    /// Of those that are not done yet, none was called before `open`; all that were answered before `due`, by
    /// the order of answers, are done.
    Linearizable from(const typename Model::State &state, std::size_t open = 0, std::size_t due = 0)
    {
        while (due < m_answered.size() && m_isDone[m_answered[due]])
            ++due;
        if (due == m_answered.size())
            return Linearizable::Yes;
        if (hasFailed(state))
            return Linearizable::No;
        while (m_isDone[open])
            ++open;
        // What was called after the first answer that is due was not before it.
        const Nanoseconds deadline = *m_history[m_answered[due]].answeredAt;
        for (std::size_t i = open; i < m_history.size() && m_history[i].calledAt <= deadline; ++i) {
            if (m_isDone[i])
                continue;
            if (m_stepsLeft-- == 0)
                return Linearizable::Unknown;
            const auto next = m_model.step(state, m_history[i].call);
            if (!next)
                continue;
            toggle(i);
            if (const Linearizable result = from(*next, open, due); result != Linearizable::No)
                return result;
            toggle(i);
        }
        m_failed.emplace(m_mark, std::pair(m_isDone, state));
        return Linearizable::No;
    }

private:
    void toggle(std::size_t i)
    {
        m_isDone[i].flip();
        m_mark ^= m_marks[i];
    }

    bool hasFailed(const typename Model::State &state) const
    {
        const auto [begin, end] = m_failed.equal_range(m_mark);
        return std::any_of(begin, end, [&](const auto &entry) {
            return entry.second.second == state && entry.second.first == m_isDone;
        });
    }

    const Model &m_model;
    std::vector<Operation<Call>> m_history;
    std::vector<std::size_t> m_answered; ///< places in m_history, in the order of answers
    std::vector<bool> m_isDone;
    std::uint64_t m_mark = 0; ///< of what is done: a hash by Zobrist (1970), so that few sets are compared
    std::vector<std::uint64_t> m_marks;
    std::unordered_multimap<std::uint64_t, std::pair<std::vector<bool>, typename Model::State>> m_failed;
    std::size_t m_stepsLeft;
};

template<typename Model, typename Call>
Linearizable linearizable(const Model &model, const typename Model::State &initial,
                          const std::vector<Operation<Call>> &history, std::size_t mostSteps = 1'000'000)
{
    return LinearizationSearch<Model, Call>(model, history, mostSteps).from(initial);
}

} // namespace everbounce::simulation
