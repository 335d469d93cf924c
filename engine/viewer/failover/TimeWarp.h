// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace everbounce {

/// Places instants on a line. Long stretches in which nothing happens are shortened, so that half a second of
/// silence leaves room for the milliseconds that follow it. Pure.
class TimeWarp
{
public:
    /// A stretch that was shortened: from and to are places on the line.
    struct Cut
    {
        double from = 0;
        double to = 0;
        double length = 0; ///< its real length, in ms
    };

    /// `instants`: in ms, at least one. The line goes from `begin` to `end`.
    TimeWarp(std::vector<double> instants, double begin, double end);

    /// Beyond the first or the last instant: the place of that one.
    double at(double ms) const;

    const std::vector<Cut> &cuts() const { return m_cuts; }

private:
    std::vector<double> m_instants; ///< sorted, each once
    std::vector<double> m_places;
    std::vector<Cut> m_cuts;
};

} // namespace everbounce
