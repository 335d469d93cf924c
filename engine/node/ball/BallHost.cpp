// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/ball/BallHost.h"

#include "engine/base/MonotonicClock.h"

#include <algorithm>
#include <utility>

namespace everbounce {

BallHost::BallHost(const NodeConfig &config, const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_failovers(parts.names, {config.tick, config.lease, config.horizon, config.coordination},
                  parts.transport)
    , m_workload({[this](const QString &name) { return m_parts.behaviors.catalogue().find(name); },
                  [this](const BehaviorRef &ref) { return m_parts.behaviors.catalogue().find(ref); }})
    , m_singleton(parts.names.self(), configOf(config), parts.transport, m_workload,
                  [this](const Order &order) {
                      return order.code.isEmpty() ||
                             m_parts.behaviors.isKnownTo(m_singleton.lease().holder, order.code);
                  })
    , m_vacancy(config.lease)
{
    m_failovers.follow(m_singleton);
    connectVacancy();
    connectSingleton();
    connectEvents();
}

Singleton::Config BallHost::configOf(const NodeConfig &config)
{
    return {config.clusterName, config.stateDir, config.engineProgram, config.tick,
            config.lease,       config.horizon,  config.wallClock,     config.coordinate};
}

void BallHost::connectVacancy()
{
    connect(&m_singleton, &Singleton::renewed, this, [this] { m_vacancy.held(monotonicNow()); });
    connect(&m_singleton, &Singleton::published, this, &BallHost::noteOwnTenure);
    connect(&m_parts.transport, &Transport::received, this, &BallHost::noteOwnTenure);
    // A successor may hold in the very turn in which this node learns what the closed link means.
    connect(&m_parts.transport, &Transport::channelClosed, this, [this](NodeId peer) {
        if (peer == m_singleton.lease().holder)
            m_vacancy.suspected(monotonicNow());
    });
}

/// Whoever froze learns afterwards that its lease has run out, but not when. It was held when this node last
/// did anything under it.
void BallHost::noteOwnTenure()
{
    if (m_singleton.keeper().mayAct())
        m_vacancy.held(monotonicNow());
}

void BallHost::connectSingleton()
{
    connect(&m_singleton, &Singleton::leaseChanged, this, &BallHost::onLeaseChanged);
    connect(&m_singleton, &Singleton::recordChanged, this, &BallHost::onRecordChanged);
    connect(&m_singleton, &Singleton::published, this, [this] { ++m_counts.publications; });
    connect(&m_singleton, &Singleton::refused, &m_parts.announcer, &Announcer::noteRefusal);
    connect(&m_singleton, &Singleton::clockChanged, this, [this](bool stepped) {
        if (stepped)
            m_parts.announcer.placeAnew();
        publishFlight();
    });
    connect(&m_parts.behaviors, &KnownBehaviors::listed, &m_singleton, &Singleton::reconsiderCommands);
}

void BallHost::connectEvents()
{
    Announcer &announcer = m_parts.announcer;
    const QString name = m_parts.names.own();
    connect(&m_singleton, &Singleton::commandRefused, this, [this](const QString &problem) {
        m_parts.announcer.announce(EventView::Level::Warning, problem,
                                   {EventFacts::Kind::Behavior, m_parts.names.self()});
    });
    connect(&m_singleton, &Singleton::diskFailed, &announcer, &Announcer::warn);
    connect(&m_singleton, &Singleton::troubled, &announcer,
            [&announcer](const QString &problem) { announcer.announce(EventView::Level::Error, problem); });
    connect(&m_singleton, &Singleton::overtaken, &announcer, [&announcer, name] {
        announcer.warn(QStringLiteral("%1 is too busy to fly the ball, and hands it over").arg(name));
    });
    connect(&m_singleton, &Singleton::exhausted, &announcer, [&announcer, name] {
        announcer.announce(EventView::Level::Error,
                           QStringLiteral("The engine ended too often on %1").arg(name));
    });
    connect(&m_singleton, &Singleton::engineLost, this, [this](const QString &how) {
        ++m_counts.engineRestarts;
        m_parts.announcer.announce(EventView::Level::Warning,
                                   QStringLiteral("The engine %1; the spare took over").arg(how),
                                   {EventFacts::Kind::EngineLost, m_parts.names.self()});
    });
    connect(&m_singleton, &Singleton::restored, this, [this] {
        m_parts.announcer.announce(EventView::Level::Info,
                                   QStringLiteral("The ball flies on (%1)").arg(flight()->behavior.name),
                                   {EventFacts::Kind::Restored, m_parts.names.self()});
    });
    connect(&m_singleton, &Singleton::merged, this, &BallHost::onMerged);
}

void BallHost::onLeaseChanged(const Lease &lease)
{
    const NodeId self = m_parts.names.self();
    const Nanoseconds vacant = m_vacancy.changed(bool(lease), monotonicNow());
    m_counts.vacant += vacant;
    if (lease)
        ++m_counts.leaseChanges;
    Q_EMIT leaseChanged(lease);
    if (lease.holder == self)
        m_parts.announcer.announce(
            EventView::Level::Info,
            QStringLiteral("%1 holds the lease (term %2)")
                .arg(m_parts.names.own(), QString::number(lease.term)),
            {EventFacts::Kind::Lease, self, lease.term, std::chrono::duration<double>(vacant).count()});
    Q_EMIT changed();
}

/// At once: whoever gave a command looks for its effect as soon as it is answered.
void BallHost::onRecordChanged()
{
    announceBehavior();
    publishFlight();
    Q_EMIT changed();
}

void BallHost::announceBehavior()
{
    const NodeId self = m_parts.names.self();
    const BehaviorRef behavior = flight()->behavior;
    const auto before = std::exchange(m_announcedBehavior, behavior);
    if (before && *before != behavior && m_singleton.record()->lease.holder == self)
        m_parts.announcer.announce(
            EventView::Level::Info,
            QStringLiteral("The behaviour is %1 now, on %2").arg(behavior.name, m_parts.names.own()),
            {EventFacts::Kind::Behavior, self});
}

void BallHost::onMerged(const QStringList &titles)
{
    m_counts.commandsMerged += quint64(titles.size());
    m_parts.announcer.announce(
        EventView::Level::Info,
        titles.size() == 1 ? QStringLiteral("1 missing command has joined the flight: %1").arg(listed(titles))
                           : QStringLiteral("%1 missing commands have joined the flight: %2")
                                 .arg(titles.size())
                                 .arg(listed(titles)));
}

const FlightRecord *BallHost::flight() const
{
    if (std::exchange(m_flightVersion, m_singleton.recordVersion()) != m_singleton.recordVersion()) {
        const auto &record = m_singleton.record();
        m_flight = record ? std::optional(flightOf(*record)) : std::nullopt;
    }
    return m_flight ? &*m_flight : nullptr;
}

void BallHost::publishFlight()
{
    // A newborn ball may arrive here, by a vote or a handover, before its first flight.
    const FlightRecord *known = flight();
    const auto clock = m_singleton.clock();
    if (!known || known->track.empty() || !clock)
        return;
    const Record &record = *m_singleton.record();
    // A vote or a greeting may bring what was published under an earlier lease, after viewers have seen the
    // present one. They never see a lower term again: what its holder publishes is on its way.
    if (record.lease < m_singleton.lease())
        return;
    Q_EMIT flightChanged({record.lease, record.revision,
                          m_parts.behaviors.catalogue().shownName(known->behavior), known->box, known->track,
                          *clock});
}

quint64 BallHost::revision() const
{
    const auto &record = m_singleton.record();
    return record ? record->revision : 0;
}

bool BallHost::isFlying() const
{
    const auto &record = m_singleton.record();
    return record && m_singleton.tickNow() < double(record->reach.end);
}

std::optional<TickMapping> BallHost::sharedClock() const
{
    return m_singleton.sharesClock() ? m_singleton.clock() : std::nullopt;
}

BallPart BallHost::part() const
{
    const Catalogue &catalogue = m_parts.behaviors.catalogue();
    const FlightRecord *known = flight();
    BallPart part{.lease = m_singleton.lease(),
                  .revision = revision(),
                  .behaviors = m_parts.behaviors.list(known),
                  .backing = m_singleton.backing()};
    if (known) {
        part.behavior = catalogue.shownName(known->behavior);
        part.lastGood = catalogue.shownName(known->lastGood);
        part.onTrial = known->trialEnd > 0;
    }
    return part;
}

BallFacts BallHost::facts() const
{
    const auto &record = m_singleton.record();
    return {m_singleton.lease(),
            m_singleton.isHolder(),
            m_singleton.keeper().length(),
            revision(),
            m_singleton.tickNow(),
            record ? record->reach.end : Tick(0),
            m_counts};
}

QString listed(const QStringList &titles)
{
    constexpr qsizetype mostNamed = 5;
    QList<std::pair<QString, int>> counts;
    for (const QString &title : titles) {
        const auto known = std::ranges::find(counts, title, &std::pair<QString, int>::first);
        if (known != counts.end())
            ++known->second;
        else
            counts.append({title, 1});
    }
    QStringList words;
    for (const auto &[title, count] : counts.first(std::min(counts.size(), mostNamed)))
        words.append(count > 1 ? QStringLiteral("%1 ×%2").arg(title, QString::number(count)) : title);
    if (counts.size() > mostNamed)
        words.append(QStringLiteral("…"));
    return words.join(QLatin1String(", "));
}

} // namespace everbounce
