// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/failover/TimeWarp.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace everbounce {
namespace {

/// A stretch is long if it has more than this share of the whole, and at least this many milliseconds.
constexpr double longShare = 0.3;
constexpr double longLength = 10;
/// How much of the line it keeps.
constexpr double cutShare = 0.06;

/// The stretches between instants, as they are.
std::vector<double> stretchesOf(const std::vector<double> &instants)
{
    std::vector<double> stretches;
    for (std::size_t i = 1; i < instants.size(); ++i)
        stretches.push_back(instants[i] - instants[i - 1]);
    return stretches;
}

double sumOf(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Which stretches are long. After each one is taken out, the others are checked again. Never all of them.
std::vector<bool> longOnes(std::vector<double> stretches)
{
    std::vector<bool> isLong(stretches.size(), false);
    double sum = sumOf(stretches);
    while (!stretches.empty()) {
        const auto longest = std::ranges::max_element(stretches);
        if (*longest < longLength || *longest <= longShare * sum || sum - *longest <= 0)
            break;
        isLong[std::size_t(longest - stretches.begin())] = true;
        sum -= std::exchange(*longest, 0);
    }
    return isLong;
}

} // namespace

TimeWarp::TimeWarp(std::vector<double> instants, double begin, double end)
    : m_instants(std::move(instants))
{
    std::ranges::sort(m_instants);
    const auto repeated = std::ranges::unique(m_instants);
    m_instants.erase(repeated.begin(), repeated.end());
    const std::vector<double> stretches = stretchesOf(m_instants);
    const std::vector<bool> isLong = longOnes(stretches);
    const double width = end - begin;
    const double cutWidth = width * cutShare;
    const auto cuts = double(std::ranges::count(isLong, true));
    double shortLength = 0;
    for (std::size_t i = 0; i < stretches.size(); ++i)
        shortLength += isLong[i] ? 0 : stretches[i];
    const double scale =
        shortLength > 0 ? (width - cuts * cutWidth) / shortLength : 0; // one instant: no stretch
    m_places.push_back(begin);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const double from = m_places.back();
        m_places.push_back(from + (isLong[i] ? cutWidth : stretches[i] * scale));
        if (isLong[i])
            m_cuts.push_back({from, m_places.back(), stretches[i]});
    }
}

double TimeWarp::at(double ms) const
{
    if (ms <= m_instants.front())
        return m_places.front();
    if (ms >= m_instants.back())
        return m_places.back();
    const auto after = std::ranges::upper_bound(m_instants, ms);
    const auto i = std::size_t(after - m_instants.begin());
    const double share = (ms - m_instants[i - 1]) / (m_instants[i] - m_instants[i - 1]);
    return std::lerp(m_places[i - 1], m_places[i], share);
}

} // namespace everbounce
