// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/FaultWords.h"

#include <QCoreApplication>

namespace everbounce::words {

namespace {

/// The context of these texts, for whoever translates them.
struct Faults
{
    Q_DECLARE_TR_FUNCTIONS(Faults)
};

} // namespace

/// The texts are marked in engine/node/view/Fault.cpp.
static QString translated(const char *text)
{
    return QCoreApplication::translate("Faults", text);
}

QString briefOf(Fault fault)
{
    switch (fault) {
    case Fault::KillNode:
        return Faults::tr("Kill");
    case Fault::FreezeNode:
        return Faults::tr("Freeze");
    case Fault::CrashEngine:
        return Faults::tr("Crash");
    case Fault::HangEngine:
        return Faults::tr("Hang");
    case Fault::StepDown:
        return Faults::tr("Hand over");
    case Fault::IsolateNode:
        return Faults::tr("Isolate");
    case Fault::LossyNetwork:
        return Faults::tr("Lossy");
    case Fault::KillEtcdLeader:
        return Faults::tr("etcd leader");
    case Fault::StopEtcdMajority:
        return Faults::tr("Quorum");
    }
    return {};
}

QString titleOf(const FaultInfo &fault)
{
    return translated(fault.title);
}

QString whatOf(const FaultInfo &fault)
{
    return translated(fault.what);
}

QString seeOf(const FaultInfo &fault)
{
    return translated(fault.see);
}

} // namespace everbounce::words
