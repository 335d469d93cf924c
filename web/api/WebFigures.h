// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <array>

namespace everbounce {

/// The figures of the gateway itself. Pure.
class WebFigures
{
public:
    /// Those that others count.
    struct Now
    {
        int trackViewers = 0;
        int framesViewers = 0;
        int standbys = 0;
        int connections = 0;
        quint64 commandsDone = 0;
        quint64 commandsRefused = 0;
        quint64 wrongTokens = 0;
    };

    /// A request was answered with this status.
    void count(int status);

    QList<Metric> metrics(const Now &now) const;

private:
    std::array<quint64, 6> m_answers{}; ///< by the first digit of the status
};

} // namespace everbounce
