// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Time.h"
#include "engine/node/view/Fault.h"

#include <QCborMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <tuple>
#include <vector>

namespace everbounce {

/// A fault that chaos has injected, and that is still to be judged.
struct ChaosStrike
{
    Fault fault = Fault::StepDown;
    NodeId node;
    QString name; ///< of the node
    Instant at{0};

    bool operator==(const ChaosStrike &) const = default;
};

/// What all nodes know of chaos, so that the next holder of the lease carries on where the last one ended.
/// Instants are of this machine's monotonic clock.
struct ChaosState
{
    quint64 run = 0;  ///< grows by one whenever somebody switches it on or off; 0: nobody has yet
    NodeId origin;    ///< the node where that happened; of two at once the higher counts
    quint64 step = 0; ///< grows with each change within a run
    bool on = false;
    Instant until{0}; ///< it goes off by itself
    int survived = 0;
    int judged = 0;
    QString news;                  ///< what it does, or why it went off
    std::vector<ChaosStrike> open; ///< the oldest first
    QStringList misses;            ///< why the last ones were not survived, a sentence each

    static constexpr std::size_t mostOpen = 10;
    static constexpr qsizetype mostMisses = 10;

    /// Of two states the higher counts.
    auto version() const { return std::tuple(run, origin.value, step); }

    bool operator==(const ChaosState &) const = default;
};

inline constexpr QLatin1String kChaosType("chaos");

/// As a message between nodes, of the type above; instants travel as times before and after `now`.
QCborMap encodeChaos(const ChaosState &state, Instant now);

/// Nothing if a number is out of bounds.
std::optional<ChaosState> decodeChaos(const QCborMap &message, Instant now);

} // namespace everbounce
