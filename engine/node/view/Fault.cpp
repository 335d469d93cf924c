// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/Fault.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr Fault ofBacking(int number)
{
    return Fault(int(Fault::OfBacking) + number);
}

// Marked for translation.
constexpr FaultInfo faults[] = {
    {Fault::KillNode, "kill-node", QT_TRANSLATE_NOOP("Faults", "Kill"),
     QT_TRANSLATE_NOOP("Faults", "Kill the node"),
     QT_TRANSLATE_NOOP("Faults", "The process ends at once, without a goodbye."),
     QT_TRANSLATE_NOOP("Faults", "Another node takes the lease within milliseconds."), "kill requested",
     std::nullopt, true},
    {Fault::FreezeNode, "freeze-node", QT_TRANSLATE_NOOP("Faults", "Freeze"),
     QT_TRANSLATE_NOOP("Faults", "Freeze the node"),
     QT_TRANSLATE_NOOP("Faults", "The whole process stops, and goes on later."),
     QT_TRANSLATE_NOOP(
         "Faults",
         "Once its lease has run out another node takes it. The frozen one comes back as a follower."),
     "freeze for %1 s requested", 5.0, true},
    {Fault::CrashEngine, "crash-engine", QT_TRANSLATE_NOOP("Faults", "Crash"),
     QT_TRANSLATE_NOOP("Faults", "Crash the engine"),
     QT_TRANSLATE_NOOP("Faults", "The engine process gets a real segmentation fault."),
     QT_TRANSLATE_NOOP("Faults", "The spare goes on within milliseconds. The node stays."),
     "engine crash requested", std::nullopt, false},
    {Fault::HangEngine, "hang-engine", QT_TRANSLATE_NOOP("Faults", "Hang"),
     QT_TRANSLATE_NOOP("Faults", "Hang the engine"),
     QT_TRANSLATE_NOOP("Faults", "The engine process loops for ever."),
     QT_TRANSLATE_NOOP("Faults", "Within a tenth of a second the spare takes its place."),
     "engine hang requested", std::nullopt, false},
    {Fault::StepDown, "step-down", QT_TRANSLATE_NOOP("Faults", "Hand over"),
     QT_TRANSLATE_NOOP("Faults", "Hand over the lease"),
     QT_TRANSLATE_NOOP("Faults", "The holder hands the lease over."),
     QT_TRANSLATE_NOOP("Faults", "Another node holds the lease at once. The ball flies on."),
     "handover of the lease requested", std::nullopt, false},
    {Fault::IsolateNode, "isolate-node", QT_TRANSLATE_NOOP("Faults", "Isolate"),
     QT_TRANSLATE_NOOP("Faults", "Isolate the node"),
     QT_TRANSLATE_NOOP("Faults", "Nothing passes between it and the others."),
     QT_TRANSLATE_NOOP("Faults", "Both sides show the same flight, and become one cluster again."),
     "isolation for %1 s requested", 5.0, false},
    {Fault::LossyNetwork, "lossy-network", QT_TRANSLATE_NOOP("Faults", "Lossy"),
     QT_TRANSLATE_NOOP("Faults", "Lossy network"),
     QT_TRANSLATE_NOOP("Faults", "Some of its messages are lost, both ways, and others come late."),
     QT_TRANSLATE_NOOP("Faults", "The lease may move. The ball flies on."),
     "lossy network for %1 s requested", 10.0, false},
    {ofBacking(0), "kill-etcd-leader", QT_TRANSLATE_NOOP("Faults", "etcd leader"),
     QT_TRANSLATE_NOOP("Faults", "Kill etcd's leader"),
     QT_TRANSLATE_NOOP("Faults",
                       "The member of etcd that leads ends at once. It is started again five seconds later."),
     QT_TRANSLATE_NOOP("Faults", "The others elect a leader. The lease stays, and the ball flies on."),
     "end of etcd's leader requested", std::nullopt, false, "etcd"},
    {ofBacking(1), "stop-etcd-majority", QT_TRANSLATE_NOOP("Faults", "Quorum"),
     QT_TRANSLATE_NOOP("Faults", "Stop etcd's majority"),
     QT_TRANSLATE_NOOP("Faults", "Two of etcd's three members stop, and go on later."),
     QT_TRANSLATE_NOOP("Faults", "The ball stops at the end of the known flight, and commands are refused. "
                                 "Later it flies on from there."),
     "stop of etcd's majority for %1 s requested", 15.0, true, "etcd"},
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

QList<FaultInfo> offeredFaults(bool isAllowed, const QString &breakable)
{
    QList<FaultInfo> offered = isAllowed ? allFaults() : QList<FaultInfo>();
    offered.removeIf([&breakable](const FaultInfo &info) {
        return info.backing && breakable != QLatin1String(info.backing);
    });
    return offered;
}

} // namespace everbounce
