// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace everbounce {

/// What a person may break on purpose. What the lease stands on has faults of its own: they have numbers from
/// OfBacking on, and names.
enum class Fault {
    CrashEngine,
    HangEngine,
    KillNode,
    FreezeNode,
    IsolateNode,
    LossyNetwork,
    StepDown,
    OfBacking
};

/// A fault as people and programs see it. The texts are the same in the window, the page and the API.
struct FaultInfo
{
    Fault fault;
    const char *name;  ///< in the API
    const char *brief; ///< on its button: a word or two
    const char *title;
    const char *what;              ///< what it does: one sentence
    const char *see;               ///< what people should see then: one sentence
    const char *request;           ///< for the log: a phrase, with %1 for the seconds if it has a length
    std::optional<double> seconds; ///< its usual length; none: it has no length
    bool dangerous;                ///< asks for three clicks
    const char *backing = nullptr; ///< it breaks members of what the lease of this kind stands on, not a node
};

/// All faults, in the order in which people see them.
const QList<FaultInfo> &allFaults();
const FaultInfo &infoOf(Fault fault);
std::optional<Fault> faultFromName(const QString &name);

/// What a node offers to people: nothing where it must not be broken, and of what a lease stands on only the
/// faults of the kind whose members somebody breaks for it; empty: none.
QList<FaultInfo> offeredFaults(bool isAllowed, const QString &breakable);

/// The longest that a fault may last, and the shortest.
constexpr std::chrono::milliseconds longestFault{60'000};
constexpr std::chrono::milliseconds shortestFault{100};

} // namespace everbounce
