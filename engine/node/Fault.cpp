// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Fault.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr FaultInfo faults[] = {
    {Fault::CrashEngine, "crash-engine", "Crash the engine",
     "The engine process gets a real segmentation fault.", "The spare flies on. The node stays.",
     std::nullopt, false},
    {Fault::HangEngine, "hang-engine", "Hang the engine", "The engine process loops for ever.",
     "Within a tenth of a second the spare takes its place.", std::nullopt, false},
    {Fault::StepDown, "step-down", "Step down", "The holder hands the lease over.",
     "Another node runs the engine, with no time without a holder.", std::nullopt, false},
    {Fault::IsolateNode, "isolate-node", "Isolate the node", "Nothing passes between it and the others.",
     "Both sides fly the same flight. They meet again as one cluster.", 5.0, false},
    {Fault::LossyNetwork, "lossy-network", "Lossy network",
     "A share of what it sends and hears is dropped, and some comes late.",
     "The lease may move. The ball does not mind.", 10.0, false},
    {Fault::FreezeNode, "freeze-node", "Freeze the node", "The whole process is stopped, and goes on later.",
     "After half a second another node takes the lease. The frozen one comes back as a follower.", 5.0, true},
    {Fault::KillNode, "kill-node", "Kill the node", "The process ends at once, with status 1.",
     "Another node takes the lease within milliseconds.", std::nullopt, true},
};

} // namespace

const QList<FaultInfo> &allFaults()
{
    static const QList<FaultInfo> all(std::begin(faults), std::end(faults));
    return all;
}

const FaultInfo &infoOf(Fault fault)
{
    return *std::find_if(std::begin(faults), std::end(faults),
                         [fault](const FaultInfo &info) { return info.fault == fault; });
}

std::optional<Fault> faultFromName(const QString &name)
{
    for (const FaultInfo &info : faults) {
        if (name == QLatin1String(info.name))
            return info.fault;
    }
    return std::nullopt;
}

} // namespace everbounce
