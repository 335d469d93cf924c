// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/look/RecorderWords.h"

#include "engine/viewer/look/FaultWords.h"
#include "engine/viewer/look/Words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace everbounce::words {

namespace {

/// The context of these texts, for whoever translates them.
struct Recorder
{
    Q_DECLARE_TR_FUNCTIONS(Recorder)
};

} // namespace

static QString separated(const QStringList &parts)
{
    return parts.join(QStringLiteral(" · "));
}

static QString nameOf(const FlightRecorder &names, NodeId node)
{
    const QString name = names.nameOf(node);
    return name.isEmpty() ? Recorder::tr("a former node") : name;
}

static QString titleOf(const QString &fault)
{
    const auto known = faultFromName(fault);
    return known ? words::titleOf(infoOf(*known)) : fault;
}

static QString faultCount(int n)
{
    if (n == 0)
        return Recorder::tr("no injected fault");
    return n == 1 ? Recorder::tr("1 injected fault") : Recorder::tr("%n injected faults", nullptr, n);
}

static QString changeCount(int n)
{
    if (n == 0)
        return Recorder::tr("no change of hands");
    return n == 1 ? Recorder::tr("1 change of hands") : Recorder::tr("%n changes of hands", nullptr, n);
}

static QString longestVacancy(const RecordedMinute &minute)
{
    const double gap = minute.longestGap();
    if (gap > 0)
        return Recorder::tr("longest gap %1").arg(milliseconds(gap));
    return minute.bands.empty() ? Recorder::tr("not known who held the lease")
                                : Recorder::tr("never without a holder");
}

QString summaryOf(const RecordedMinute &minute)
{
    return Recorder::tr("Last minute: %1")
        .arg(separated({faultCount(minute.faultsInjected()), changeCount(int(minute.changesOfHands().size())),
                        longestVacancy(minute),
                        Recorder::tr("largest stall %1").arg(milliseconds(minute.longestStall()))}));
}

static QStringList leasesAround(const RecordedMinute &minute, double at, double tolerance,
                                const FlightRecorder &names)
{
    QStringList parts;
    const auto holds = [at](const auto &band) { return band.from <= at && at <= band.to; };
    const auto band = std::find_if(minute.bands.rbegin(), minute.bands.rend(), holds);
    if (band != minute.bands.rend())
        parts << Recorder::tr("%1 held the lease (term %2)").arg(nameOf(names, band->node)).arg(band->term);
    for (const auto &gap : minute.gaps) {
        if (gap.from - tolerance <= at && at <= gap.to + tolerance)
            parts << Recorder::tr("no holder for %1").arg(milliseconds(gap.length()));
    }
    return parts.isEmpty() ? QStringList(Recorder::tr("not known who held the lease")) : parts;
}

QString around(const RecordedMinute &minute, double at, double tolerance, const FlightRecorder &names)
{
    QStringList parts = leasesAround(minute, at, tolerance, names);
    for (const auto &fault : minute.faults) {
        if (fault.at - tolerance <= at && at <= fault.to + tolerance)
            parts << Recorder::tr("%1: %2").arg(titleOf(fault.fault), nameOf(names, fault.node));
    }
    for (const auto &mark : minute.engine) {
        if (std::abs(mark.at - at) <= tolerance)
            parts << (mark.lost ? Recorder::tr("engine lost on %1") : Recorder::tr("new engine on %1"))
                         .arg(nameOf(names, mark.node));
    }
    for (const auto &stall : minute.stalls) {
        if (stall.at <= at && at < stall.at + 1000)
            parts << Recorder::tr("largest stall %1").arg(milliseconds(stall.ms));
    }
    const double ago = std::max(minute.to - at, 0.0) / 1000;
    const QString when = ago < 0.05 ? Recorder::tr("Now") : Recorder::tr("%1 s ago").arg(fixed(ago, 1));
    return Recorder::tr("%1: %2").arg(when, separated(parts));
}

std::vector<double> instantsOf(const RecordedMinute &minute)
{
    std::vector<double> instants{minute.from, minute.to};
    for (const auto &band : minute.bands)
        instants.push_back(band.from);
    for (const auto &gap : minute.gaps)
        instants.push_back(gap.from);
    for (const auto &fault : minute.faults)
        instants.push_back(fault.at);
    for (const auto &mark : minute.engine)
        instants.push_back(mark.at);
    for (const auto &stall : minute.stalls) {
        if (stall.ms >= FlightRecorder::visibleStall)
            instants.push_back(stall.at);
    }
    std::erase_if(instants, [&](double at) { return at < minute.from || at > minute.to; });
    std::sort(instants.begin(), instants.end());
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
    return instants;
}

} // namespace everbounce::words
