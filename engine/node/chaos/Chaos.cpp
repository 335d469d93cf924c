// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/chaos/Chaos.h"

#include "engine/base/Bounds.h"
#include "engine/base/MonotonicClock.h"
#include "engine/node/events/Refusals.h"

#include <QRandomGenerator>
#include <QUuid>

namespace everbounce {

using namespace std::chrono_literals;

/// How often a node looks around while chaos is on.
constexpr auto lookInterval = 250ms;

Chaos::Chaos(NodeId self, Transport &transport, FaultInjector &faults, Look look, QObject *parent)
    : QObject(parent)
    , m_self(self)
    , m_transport(transport)
    , m_faults(faults)
    , m_look(std::move(look))
    , m_pilot(QRandomGenerator::system()->generate64())
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &Chaos::strike);
    m_lookTimer.setInterval(lookInterval);
    connect(&m_lookTimer, &QTimer::timeout, this, &Chaos::lookAround);
    transport.on(kChaosType, this, &Chaos::onTold);
}

bool Chaos::setOn(bool on)
{
    if (!m_run.setOn(on, m_self, monotonicNow()))
        return false;
    share();
    return true;
}

void Chaos::greet(NodeId peer)
{
    if (state().run > 0)
        m_transport.send(peer, encodeChaos(state(), monotonicNow()));
}

void Chaos::onTold(NodeId from, const QCborMap &message)
{
    const auto told = decodeChaos(message, monotonicNow());
    if (!told || bounds::leaps(told->run, state().run)) {
        Q_EMIT refused(refusals::chaosOutOfBounds, from);
    } else if (told->version() < state().version()) {
        greet(from); // it has missed something
    } else if (m_run.adopt(*told)) {
        goOn();
        Q_EMIT changed();
    }
}

void Chaos::share()
{
    m_transport.sendToAll(encodeChaos(state(), monotonicNow()));
    goOn();
    Q_EMIT changed();
}

/// Sets the timers to match the state.
void Chaos::goOn()
{
    const bool isWatched = state().on || !state().open.empty();
    if (isWatched && !m_lookTimer.isActive())
        m_lookTimer.start();
    else if (!isWatched)
        m_lookTimer.stop();
    if (!state().on || !m_look().runsHere)
        m_next.stop();
    else if (!m_next.isActive() && m_underWay.isEmpty())
        m_next.start(toTimer(m_pilot.pause()));
}

void Chaos::strike()
{
    const Scene scene = m_look();
    if (!state().on || !scene.runsHere)
        return goOn();
    const auto order = m_pilot.choose(scene.nodes, scene.holder);
    if (!order) {
        m_run.rest();
        return share();
    }
    m_strike = {order->fault, order->aim.node, order->aim.name, monotonicNow()};
    m_underWay = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_run.strike(m_strike);
    share(); // first: the fault may be for this node
    m_faults.accept(m_underWay, {.fault = m_strike.fault, .node = m_strike.node});
}

bool Chaos::conclude(const QString &id, const CommandResult &result)
{
    if (id != m_underWay)
        return false;
    m_underWay.clear();
    if (result.ok) {
        m_run.struck();
        goOn();
    } else {
        const bool wasOn = state().on;
        m_run.refused(m_strike, m_self, result.problem);
        share();
        if (wasOn && !state().on)
            Q_EMIT wentOff(state().news);
    }
    return true;
}

void Chaos::lookAround()
{
    const Instant now = monotonicNow();
    const Scene scene = m_look();
    if (scene.runsHere)
        m_run.look(now, scene.isFlying);
    if (m_run.expire(now)) {
        Q_EMIT changed();
        if (scene.runsHere)
            Q_EMIT wentOff(state().news);
    }
    if (scene.runsHere && m_run.judge(now))
        share();
    else
        goOn();
}

} // namespace everbounce
