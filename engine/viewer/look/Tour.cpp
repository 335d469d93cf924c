// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/look/Tour.h"

#include "engine/viewer/words/Words.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace everbounce {

namespace {

/// The context of these texts, for whoever translates them.
struct TourWords
{
    Q_DECLARE_TR_FUNCTIONS(TourWords)
};

} // namespace

void Tour::next()
{
    go(m_step == Step::None ? Step::None : Step(int(m_step) + 1));
}

void Tour::go(Step step)
{
    m_step = step;
    m_done.reset();
    m_isTold = false;
    m_stallMs = 0;
    m_isKilled = m_isLost = false;
}

QString Tour::step() const
{
    static const char *const names[] = {"holder", "handover", "engine", "recorder", ""};
    return QLatin1String(names[int(m_step)]);
}

void Tour::setCluster(const Cluster &cluster)
{
    m_nodes = cluster.nodes;
    if (!cluster.holder.isEmpty())
        setHolder({cluster.holder, cluster.term});
}

void Tour::setHolder(const Held &lease)
{
    if (lease.term > m_lease.term)
        m_before = std::exchange(m_lease, lease);
}

void Tour::addEvent(const EventView &event)
{
    using Kind = EventFacts::Kind;
    const EventFacts &facts = event.facts;
    if (m_done && (facts.kind == Kind::Fault || facts.kind == Kind::EngineLost ||
                   (facts.kind == Kind::Lease && facts.term > m_done->term)))
        m_isTold = true;
    if (facts.kind == Kind::Fault && facts.fault == QLatin1String("kill-node") && event.node == m_lease.name)
        m_isKilled = true;
    if (facts.kind == Kind::Lease)
        addLease({event.node, facts.term}, facts.seconds * 1000);
    if (facts.kind == Kind::EngineLost)
        m_isLost = true;
    if (facts.kind == Kind::Restored && m_step == Step::Engine && m_isLost)
        finish({.node = event.node});
}

/// A lease that was handed over leaves no gap: nobody was killed for it. The cluster may have told of it
/// already.
void Tour::addLease(const Held &lease, double gapMs)
{
    setHolder(lease);
    const bool isAnother =
        lease.term == m_lease.term && !m_before.name.isEmpty() && m_before.name != lease.name;
    const bool isTaken = m_isKilled || gapMs > 0;
    if (isAnother && (m_step == Step::Handover || (m_step == Step::Holder && isTaken)))
        finish({.node = m_before.name, .next = lease.name, .gapMs = gapMs});
    m_isKilled = false;
}

void Tour::finish(Done done)
{
    if (m_done)
        return;
    done.term = m_lease.term;
    m_done = std::move(done);
}

void Tour::addStall(double ms)
{
    if (!m_isTold)
        m_stallMs = std::max(ms, m_stallMs);
}

void Tour::look()
{
    if (m_step == Step::Recorder)
        finish({});
}

Tour::View Tour::view() const
{
    if (m_step == Step::None)
        return {};
    const bool isAlone = m_nodes < 2 && !m_done && m_step != Step::Recorder;
    return {TourWords::tr("%1 of 4: %2").arg(int(m_step) + 1).arg(title()),
            isAlone ? TourWords::tr("This takes a second node: start one first.") : text(),
            m_done ? told() : QString()};
}

QString Tour::title() const
{
    switch (m_step) {
    case Step::Holder:
        return TourWords::tr("kill the holder");
    case Step::Handover:
        return TourWords::tr("hand the lease over");
    case Step::Engine:
        return TourWords::tr("break the engine");
    case Step::Recorder:
        return TourWords::tr("read the recorder");
    case Step::None:
        break;
    }
    return {};
}

QString Tour::text() const
{
    const QString holder = m_done ? m_done->node : m_lease.name;
    switch (m_step) {
    case Step::Holder:
        return TourWords::tr("%1 holds the lease, so its engine flies the ball. Hold Kill on its card for a "
                             "second.")
            .arg(holder);
    case Step::Handover:
        return TourWords::tr("%1 holds the lease. Press Hand over: another node holds it at once.")
            .arg(holder);
    case Step::Engine:
        return TourWords::tr("The engine is a process of its own. Press Crash: it gets a real segmentation "
                             "fault.");
    case Step::Recorder:
        return TourWords::tr(
            "The recorder shows the last minute: leases, gaps, faults. Point at it, or press a "
            "change of holder below it.");
    case Step::None:
        break;
    }
    return {};
}

QString Tour::told() const
{
    const QString stall = words::milliseconds(m_stallMs);
    const QString term = m_done ? QString::number(m_done->term) : QString();
    switch (m_step) {
    case Step::Holder:
        return TourWords::tr("%1 is gone. %2 later %3 took the lease (term %4). Largest stall here: %5.")
            .arg(m_done->node, words::milliseconds(m_done->gapMs), m_done->next, term, stall);
    case Step::Handover:
        return TourWords::tr("%1 handed the lease to %2 (term %3). Largest stall here: %4.")
            .arg(m_done->node, m_done->next, term, stall);
    case Step::Engine:
        return TourWords::tr(
                   "The engine on %1 ended, and its spare took over; the lease stayed (term %2). Largest "
                   "stall here: %3.")
            .arg(m_done->node, term, stall);
    case Step::Recorder:
        return TourWords::tr(
            "That is what the nodes themselves recorded. Whatever you break next, it is there "
            "for an hour.");
    case Step::None:
        break;
    }
    return {};
}

} // namespace everbounce
