// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <algorithm>
#include <optional>
#include <set>
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
/// The model has a State, which has an order, and gives the state after an operation, or nothing where the
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
    }

    Linearizable from(const typename Model::State &state)
    {
        const std::optional<Nanoseconds> deadline = firstAnswer();
        if (!deadline)
            return Linearizable::Yes;
        if (!m_failed.empty() && m_failed.contains({m_isDone, state}))
            return Linearizable::No;
        for (std::size_t i = 0; i < m_history.size() && m_history[i].calledAt <= *deadline; ++i) {
            if (m_isDone[i])
                continue;
            if (m_stepsLeft-- == 0)
                return Linearizable::Unknown;
            const auto next = m_model.step(state, m_history[i].call);
            if (!next)
                continue;
            m_isDone[i] = true;
            if (const Linearizable result = from(*next); result != Linearizable::No)
                return result;
            m_isDone[i] = false;
        }
        m_failed.emplace(m_isDone, state);
        return Linearizable::No;
    }

private:
    /// Of the operations that are not done yet: what was called after it was not before them.
    std::optional<Nanoseconds> firstAnswer() const
    {
        std::optional<Nanoseconds> first;
        for (std::size_t i = 0; i < m_history.size(); ++i) {
            if (!m_isDone[i] && m_history[i].answeredAt && (!first || *m_history[i].answeredAt < *first))
                first = m_history[i].answeredAt;
        }
        return first;
    }

    const Model &m_model;
    std::vector<Operation<Call>> m_history;
    std::vector<bool> m_isDone;
    std::set<std::pair<std::vector<bool>, typename Model::State>> m_failed;
    std::size_t m_stepsLeft;
};

template<typename Model, typename Call>
Linearizable linearizable(const Model &model, const typename Model::State &initial,
                          const std::vector<Operation<Call>> &history, std::size_t mostSteps = 1'000'000)
{
    return LinearizationSearch<Model, Call>(model, history, mostSteps).from(initial);
}

} // namespace everbounce::simulation
