// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/RecorderWords.h"

#include "engine/viewer/words/FaultWords.h"
#include "engine/viewer/words/Words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <iterator>

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
        return Recorder::tr("no change of holder");
    return n == 1 ? Recorder::tr("1 change of holder") : Recorder::tr("%n changes of holder", nullptr, n);
}

static QString longestVacancy(const RecordedSpan &span)
{
    const double gap = span.longestGap();
    if (gap > 0)
        return Recorder::tr("longest gap %1").arg(milliseconds(gap));
    return span.bands.empty() ? Recorder::tr("not known who held the lease")
                              : Recorder::tr("never without a holder");
}

static QString lengthOf(const RecordedSpan &span, const QString &figures)
{
    const int minutes = qRound(span.length() / FlightRecorder::minute);
    if (minutes == 1)
        return Recorder::tr("Last minute: %1").arg(figures);
    return minutes < 60 ? Recorder::tr("Last %1 minutes: %2").arg(minutes).arg(figures)
                        : Recorder::tr("Last hour: %1").arg(figures);
}

QString summaryOf(const RecordedSpan &span, Stalls stalls)
{
    QStringList parts{faultCount(span.faultsInjected()), changeCount(int(span.changesOfHands().size())),
                      longestVacancy(span)};
    if (stalls == Stalls::Measured)
        parts << Recorder::tr("largest stall %1").arg(milliseconds(span.longestStall()));
    return lengthOf(span, separated(parts));
}

/// Of things that are near an instant the nearest few, in their own order.
template<typename Thing, typename Distance>
static std::vector<Thing> nearest(const std::vector<Thing> &things, double tolerance, Distance distance)
{
    constexpr std::size_t most = 3;
    std::vector<double> distances;
    for (const Thing &thing : things)
        distances.push_back(distance(thing));
    std::ranges::sort(distances);
    const double limit = distances.size() > most ? std::min(tolerance, distances[most - 1]) : tolerance;
    std::vector<Thing> near;
    std::ranges::copy_if(things, std::back_inserter(near),
                         [&](const Thing &thing) { return near.size() < most && distance(thing) <= limit; });
    return near;
}

static double distanceOf(double at, double from, double to)
{
    return std::max({from - at, at - to, 0.0});
}

static QStringList leasesAround(const RecordedSpan &span, double at, double tolerance,
                                const FlightRecorder &names)
{
    QStringList parts;
    const auto holds = [at](const auto &band) { return band.from <= at && at <= band.to; };
    const auto band = std::find_if(span.bands.rbegin(), span.bands.rend(), holds);
    if (band != span.bands.rend())
        parts << Recorder::tr("%1 held the lease (term %2)")
                     .arg(nameOf(names, band->node), QString::number(band->term));
    for (const auto &gap :
         nearest(span.gaps, tolerance, [at](const auto &gap) { return distanceOf(at, gap.from, gap.to); }))
        parts << Recorder::tr("no holder for %1").arg(milliseconds(gap.length()));
    return parts.isEmpty() ? QStringList(Recorder::tr("not known who held the lease")) : parts;
}

/// "59.0 s ago", "12 min 5 s ago".
static QString agoOf(double ms)
{
    if (ms < 50)
        return Recorder::tr("Now");
    const int seconds = qRound(ms / 1000);
    return ms <= FlightRecorder::minute ? Recorder::tr("%1 s ago").arg(fixed(ms / 1000, 1))
                                        : Recorder::tr("%1 min %2 s ago").arg(seconds / 60).arg(seconds % 60);
}

QString around(const RecordedSpan &span, double at, double tolerance, const FlightRecorder &names)
{
    QStringList parts = leasesAround(span, at, tolerance, names);
    for (const auto &fault : nearest(span.faults, tolerance,
                                     [at](const auto &fault) { return distanceOf(at, fault.at, fault.to); }))
        parts << Recorder::tr("%1: %2").arg(titleOf(fault.fault), nameOf(names, fault.node));
    for (const auto &mark :
         nearest(span.engine, tolerance, [at](const auto &mark) { return std::abs(mark.at - at); }))
        parts << (mark.lost ? Recorder::tr("engine lost on %1") : Recorder::tr("new engine on %1"))
                     .arg(nameOf(names, mark.node));
    for (const auto &stall : span.stalls) {
        if (stall.at <= at && at < stall.at + span.barLength())
            parts << Recorder::tr("largest stall %1").arg(milliseconds(stall.ms));
    }
    return Recorder::tr("%1: %2").arg(agoOf(std::max(span.to - at, 0.0)), separated(parts));
}

std::vector<double> instantsOf(const RecordedSpan &span)
{
    std::vector<double> instants{span.from, span.to};
    for (const auto &band : span.bands)
        instants.push_back(band.from);
    for (const auto &gap : span.gaps)
        instants.push_back(gap.from);
    for (const auto &fault : span.faults)
        instants.push_back(fault.at);
    for (const auto &mark : span.engine)
        instants.push_back(mark.at);
    for (const auto &stall : span.stalls) {
        if (stall.ms >= FlightRecorder::visibleStall)
            instants.push_back(stall.at);
    }
    std::erase_if(instants, [&](double at) { return at < span.from || at > span.to; });
    std::sort(instants.begin(), instants.end());
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
    return instants;
}

} // namespace everbounce::words
