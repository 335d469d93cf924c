// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace everbounce {

/// What a person may break on purpose.
enum class Fault {
    CrashEngine,
    HangEngine,
    KillNode,
    FreezeNode,
    IsolateNode,
    LossyNetwork,
    StepDown,
    KillEtcdLeader,
    StopEtcdMajority
};

/// A fault as people and programs see it. The texts are the same in the window, the page and the API.
struct FaultInfo
{
    Fault fault;
    const char *name;              ///< in the API
    const char *title;             ///< on its button
    const char *what;              ///< what it does: one sentence
    const char *see;               ///< what people should see then: one sentence
    std::optional<double> seconds; ///< its usual length; none: it has no length
    bool dangerous;                ///< asks for three clicks
    bool isOfEtcd = false;         ///< breaks etcd's members, not a node
};

/// All faults, in the order in which people see them.
const QList<FaultInfo> &allFaults();
const FaultInfo &infoOf(Fault fault);
std::optional<Fault> faultFromName(const QString &name);

/// What a node offers to people: nothing where it must not be broken, and the faults of etcd only where
/// somebody breaks etcd's members for it.
QList<FaultInfo> offeredFaults(bool isAllowed, bool breaksEtcd);

/// The longest that a fault may last, and the shortest.
constexpr std::chrono::milliseconds longestFault{60'000};
constexpr std::chrono::milliseconds shortestFault{100};

} // namespace everbounce
