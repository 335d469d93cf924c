// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/events/Announcer.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/view/EventTime.h"

#include <QLoggingCategory>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(log, "everbounce.node")

void write(EventView::Level level, const QString &text)
{
    switch (level) {
    case EventView::Level::Info:
        qCInfo(log, "%ls", qUtf16Printable(text));
        break;
    case EventView::Level::Warning:
        qCWarning(log, "%ls", qUtf16Printable(text));
        break;
    case EventView::Level::Error:
        qCCritical(log, "%ls", qUtf16Printable(text));
        break;
    }
}

} // namespace

Announcer::Announcer(const NodeNames &names, Transport &transport, std::function<qint64()> wallClock,
                     SharedClock clock, QObject *parent)
    : QObject(parent)
    , m_names(names)
    , m_clock(std::move(clock))
    , m_feed(names.self(), transport, {std::move(wallClock), [this] { return tickNow(); }})
{
    connect(&m_feed, &EventFeed::happened, this, &Announcer::onHappened);
    connect(&m_feed, &EventFeed::replaced, this, &Announcer::placeAnew);
    connect(&m_feed, &EventFeed::refused, this, &Announcer::noteRefusal);
}

void Announcer::announce(EventView::Level level, const QString &text, const EventFacts &facts,
                         const QString &key)
{
    const QString where = facts.node ? m_names.of(facts.node) : m_names.own();
    m_feed.report({0, 0, level, text, where, facts}, key);
}

void Announcer::warnLastingly(const QString &sentence)
{
    if (m_lastingWarnings.contains(sentence))
        return;
    m_lastingWarnings << sentence;
    warn(sentence);
    Q_EMIT lastingWarningsChanged();
}

void Announcer::noteRefusal(Refusal refusal, NodeId from)
{
    if (m_refusals.note(refusal, monotonicNow()))
        warn(QStringLiteral("%1 did not believe %2: %3.")
                 .arg(m_names.own(), m_names.of(from), QLatin1String(textOf(refusal))));
}

double Announcer::tickNow() const
{
    const auto clock = m_clock();
    return clock ? clock->tickAt(monotonicNow()) : 0;
}

/// On this machine's clock, as well as that is known.
EventView Announcer::placed(EventView event)
{
    if (const auto clock = m_clock())
        event.instant = instantByTick(event, clock, monotonicNow());
    m_lasting.note(event.facts, instantOf(event));
    return event;
}

void Announcer::onHappened(const EventView &event)
{
    ++m_heard;
    write(event.level, event.text);
    Q_EMIT happened(placed(event));
}

void Announcer::placeAnew()
{
    QList<EventView> events = m_feed.log().views();
    for (EventView &event : events)
        event = placed(event);
    Q_EMIT replaced(events);
}

} // namespace everbounce
