// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/NamedTransport.h"

#include "engine/base/MonotonicClock.h"
#include "engine/cluster/link/MessageKeys.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr QLatin1String kNamed("named");
constexpr QLatin1String kName("name");
constexpr QLatin1String kMessage("message");

/// As often as the transport below pings who tells the tick.
constexpr auto askInterval = 500ms;

} // namespace

NamedTransport::NamedTransport(Transport &base, const QString &name, QObject *parent)
    : Transport(parent)
    , m_base(base)
    , m_name(name)
{
    m_again.setInterval(askInterval);
    connect(&m_again, &QTimer::timeout, this, &NamedTransport::ask);
    connect(&base, &Transport::linkUp, this, &Transport::linkUp);
    connect(&base, &Transport::linkDown, this, &Transport::linkDown);
    connect(&base, &Transport::heard, this, &Transport::heard);
    connect(&base, &Transport::suspectChanged, this, &Transport::suspectChanged);
    connect(&base, &Transport::pagesChanged, this, &Transport::pagesChanged);
    connect(&base, &Transport::peerRefused, this, &Transport::peerRefused);
    connect(&base, &Transport::gatheringChanged, this, &Transport::gatheringChanged);
    connect(&base, &Transport::received, this, &Transport::heard); // whatever it says, the peer is alive
    base.on(kNamed, this, &NamedTransport::open);
}

QCborMap NamedTransport::enveloped(const QCborMap &message) const
{
    return {{kType, kNamed}, {kName, m_name}, {kMessage, message}};
}

void NamedTransport::send(NodeId to, const QCborMap &message)
{
    m_base.send(to, enveloped(message));
}

void NamedTransport::sendToAll(const QCborMap &message)
{
    m_base.sendToAll(enveloped(message));
}

void NamedTransport::open(NodeId from, const QCborMap &message)
{
    if (message[kName].toString() != m_name)
        return;
    const QCborMap content = message[kMessage].toMap();
    const QString type = content[kType].toString();
    if (type == kPingType)
        onAsked(from, content[kPingNumber].toInteger());
    else if (type == kPongType)
        onTold(from, content);
    else
        deliver(from, content);
}

// ---- The tick --------------------------------------------------------------------------------------------

void NamedTransport::ping(NodeId peer)
{
    m_asked = peer;
    m_again.start();
    ask();
}

void NamedTransport::ask()
{
    m_askedAt = monotonicNow();
    send(m_asked, {{kType, kPingType}, {kPingNumber, ++m_number}});
}

void NamedTransport::onAsked(NodeId from, qint64 number)
{
    if (const auto tick = tickNow())
        send(from, {{kType, kPongType}, {kPingNumber, number}, {kPongTick, *tick}});
}

void NamedTransport::onTold(NodeId from, const QCborMap &message)
{
    if (from != m_asked || message[kPingNumber].toInteger() != m_number || !message[kPongTick].isDouble())
        return; // the answer to an earlier question measures nothing
    const Nanoseconds now = monotonicNow();
    Q_EMIT clockSample(from, now - m_askedAt, message[kPongTick].toDouble(), now);
}

} // namespace everbounce
