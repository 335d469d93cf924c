// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/LoopbackTransport.h"

#include "engine/cluster/link/Protocol.h"

#include <algorithm>

namespace everbounce {

using namespace std::chrono_literals;

// ---- The bus ---------------------------------------------------------------------------------------------

LoopbackBus::LoopbackBus(QObject *parent)
    : QObject(parent)
{
    m_discovery.setInterval(20ms);
    connect(&m_discovery, &QTimer::timeout, this, &LoopbackBus::connectPairs);
}

void LoopbackBus::cut(NodeId from, NodeId to, bool isCut)
{
    if (isCut)
        m_cuts.insert({from, to});
    else
        m_cuts.erase({from, to});
}

void LoopbackBus::cutBoth(NodeId a, NodeId b, bool isCut)
{
    cut(a, b, isCut);
    cut(b, a, isCut);
}

void LoopbackBus::reset(NodeId a, NodeId b)
{
    for (const LoopbackTransport *transport : m_transports) {
        const NodeId self = transport->self().id;
        for (LoopbackChannel *channel : transport->findChildren<LoopbackChannel *>()) {
            if (channel->isBetween(self, self == a ? b : a) && (self == a || self == b))
                doAt(self, [channel] { channel->breakOff(); });
        }
    }
}

bool LoopbackBus::isThere(NodeId id) const
{
    return std::any_of(m_transports.begin(), m_transports.end(),
                       [id](const LoopbackTransport *transport) { return transport->self().id == id; });
}

void LoopbackBus::join(LoopbackTransport *transport)
{
    m_transports.push_back(transport);
    doAt({}, [this] { m_discovery.start(); });
}

void LoopbackBus::leave(LoopbackTransport *transport)
{
    m_transports.erase(std::remove(m_transports.begin(), m_transports.end(), transport), m_transports.end());
}

bool LoopbackBus::connected(const LoopbackTransport *a, const LoopbackTransport *b) const
{
    const NodeId idA = a->self().id, idB = b->self().id;
    return !m_cuts.count({idA, idB}) && !m_cuts.count({idB, idA}) && !a->m_faults.isolated() &&
           !b->m_faults.isolated() && !m_held.count(idA) && !m_held.count(idB);
}

void LoopbackBus::connectPairs()
{
    for (std::size_t i = 0; i < m_transports.size(); ++i) {
        for (std::size_t j = i + 1; j < m_transports.size(); ++j) {
            LoopbackTransport *const a = m_transports[i], *const b = m_transports[j];
            if (connected(a, b) && !a->hasChannel(b->self().id) && !b->hasChannel(a->self().id))
                a->connectTo(b);
        }
    }
}

void LoopbackBus::carry(NodeId from, NodeId to, QObject *receiver, std::function<void()> delivery,
                        bool surely)
{
    if (m_cuts.count({from, to}) || (!surely && m_drops.loses()))
        return;
    m_ways[{from, to}].push_back({receiver, std::move(delivery)});
    doAt({}, [&] { QTimer::singleShot(m_delay, this, [this, from, to] { deliverNext(from, to); }); });
}

void LoopbackBus::deliverNext(NodeId from, NodeId to)
{
    const auto way = m_ways.find({from, to});
    const Held next = std::move(way->second.front());
    way->second.pop_front();
    if (way->second.empty())
        m_ways.erase(way);
    if (const auto frozen = m_held.find(to); frozen != m_held.end())
        frozen->second.push_back(next);
    else if (next.receiver)
        doAt(to, next.delivery);
}

void LoopbackBus::setFrozen(NodeId node, bool isFrozen)
{
    if (isFrozen) {
        m_held[node];
        return;
    }
    const auto found = m_held.find(node);
    if (found == m_held.end())
        return;
    const std::vector<Held> held = std::move(found->second);
    m_held.erase(found);
    for (const Held &each : held) {
        if (each.receiver)
            doAt(node, each.delivery);
    }
}

// ---- The channel -----------------------------------------------------------------------------------------

LoopbackChannel::LoopbackChannel(LoopbackBus &bus, NodeId self, NodeId peer, FaultFilter &faults,
                                 QObject *parent)
    : Channel(faults, parent)
    , m_bus(&bus)
    , m_self(self)
    , m_peer(peer)
{
}

LoopbackChannel::~LoopbackChannel()
{
    LoopbackChannel::close();
}

void LoopbackChannel::join(LoopbackChannel *a, LoopbackChannel *b)
{
    a->m_other = b;
    b->m_other = a;
}

void LoopbackChannel::write(const QByteArray &message)
{
    if (m_open && m_other && m_bus && message.size() <= maxFrameBytes)
        m_bus->carry(
            m_self, m_peer, m_other,
            [to = m_other.data(), message] {
                if (to->m_open)
                    to->arrived(message);
            },
            false);
}

void LoopbackChannel::close()
{
    if (!std::exchange(m_open, false) || !m_other || !m_bus)
        return;
    m_bus->carry(
        m_self, m_peer, m_other,
        [to = m_other.data()] {
            if (std::exchange(to->m_open, false))
                Q_EMIT to->closed(true);
        },
        true);
}

void LoopbackChannel::breakOff()
{
    // By a queued call, as the event loop would find it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (std::exchange(m_open, false))
                Q_EMIT closed(true);
        },
        Qt::QueuedConnection);
}

// ---- The transport ---------------------------------------------------------------------------------------

LoopbackTransport::LoopbackTransport(LoopbackBus &bus, const Liveness::Limits &limits, QObject *parent)
    : MeshTransport(limits, parent)
    , m_bus(&bus)
{
}

LoopbackTransport::~LoopbackTransport()
{
    if (m_bus)
        m_bus->leave(this);
    for (LoopbackChannel *channel : findChildren<LoopbackChannel *>())
        channel->close(); // while there is a bus to carry the news
}

QString LoopbackTransport::start(const SelfInfo &self)
{
    begin(self);
    m_bus->join(this);
    return {};
}

void LoopbackTransport::stop()
{
    m_bus->leave(this);
    MeshTransport::stop();
}

void LoopbackTransport::examine(NodeId peer, const Verdict &verdict)
{
    verdict(m_bus && m_bus->isThere(peer) ? LinkEnd::Broken : LinkEnd::Closed);
}

PeerInfo LoopbackTransport::info() const
{
    const SelfInfo &me = self();
    return {.id = me.id,
            .name = me.name,
            .version = me.version,
            .url = me.url,
            .address = QHostAddress(QHostAddress::LocalHost),
            .protocolMinor = protocolMinor,
            .startedAt = me.startedAt};
}

void LoopbackTransport::connectTo(LoopbackTransport *other)
{
    auto *const here = new LoopbackChannel(*m_bus, self().id, other->self().id, m_faults, this);
    auto *const there = new LoopbackChannel(*m_bus, other->self().id, self().id, other->m_faults, other);
    LoopbackChannel::join(here, there);
    const NodeId dialler = self().id;
    m_bus->doAt(self().id, [&] { adopt(other->info(), here, dialler); });
    m_bus->doAt(other->self().id, [&] { other->adopt(info(), there, dialler); });
}

} // namespace everbounce
