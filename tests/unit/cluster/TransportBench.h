// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/mesh/LanTransport.h"
#include "tests/fakes/LoopbackTransport.h"
#include "tests/unit/cluster/ClusterFixture.h"

#include <QTest>

#include <memory>
#include <utility>
#include <vector>

namespace everbounce {

enum class TransportKind { Loopback, Lan };

/// A transport with a diary.
struct Station
{
    explicit Station(std::unique_ptr<Transport> made)
        : transport(std::move(made))
    {
        Transport *const t = transport.get();
        QObject::connect(t, &Transport::linkUp, t,
                         [this](const PeerInfo &peer) { ups.push_back(peer.id.value); });
        QObject::connect(t, &Transport::linkDown, t, [this](NodeId peer, LinkEnd end) {
            downs.push_back({peer.value, end});
        });
        QObject::connect(t, &Transport::received, t, [this](NodeId from, const QCborMap &message) {
            inbox.push_back({from.value, message});
        });
        QObject::connect(t, &Transport::suspectChanged, t, [this](NodeId peer, bool suspect) {
            suspicions.push_back({peer.value, suspect});
        });
        QObject::connect(t, &Transport::heard, t, [this](NodeId) { ++heard; });
        QObject::connect(t, &Transport::clockSample, t,
                         [this](NodeId peer, Nanoseconds roundTrip, double tick, Nanoseconds) {
                             samples.push_back({peer.value, roundTrip, tick});
                         });
        QObject::connect(t, &Transport::peerRefused, t,
                         [this](const RefusedPeer &peer) { refused.append(peer.name + u' ' + peer.why); });
    }

    using Downs = std::vector<std::pair<quint64, LinkEnd>>;
    using Events = std::vector<std::pair<quint64, bool>>;
    struct Sample
    {
        quint64 peer;
        Nanoseconds roundTrip;
        double tick;
    };

    std::unique_ptr<Transport> transport;
    std::vector<quint64> ups;
    Downs downs;
    Events suspicions;
    std::vector<std::pair<quint64, QCborMap>> inbox;
    std::vector<Sample> samples;
    QStringList refused;
    int heard = 0;

    qsizetype linked() const { return transport->peers().size(); }
};

inline QCborMap text(const char *words)
{
    return {{kType, QLatin1String("text")}, {QLatin1String("words"), QLatin1String(words)}};
}

/// A network and a bus of a test's own, and transports on them.
class TransportBench
{
protected:
    /// Nothing of the test before is left.
    void renew()
    {
        m_bus = std::make_unique<LoopbackBus>();
        m_port = freeUdpPort();
    }

    LanTransport::Settings lanSettings(quint16 port = 0) const
    {
        LanTransport::Settings settings;
        settings.discoveryPort = port ? port : m_port;
        settings.keys = {testKeys()};
        return settings;
    }

    static std::unique_ptr<Station> lan(quint64 id, const LanTransport::Settings &settings)
    {
        auto node = std::make_unique<Station>(std::make_unique<LanTransport>(settings));
        const QString error = node->transport->start(selfInfo(id));
        if (!error.isEmpty())
            qFatal("%s", qPrintable(error));
        return node;
    }

    std::unique_ptr<Station> start(TransportKind kind, quint64 id, const Liveness::Limits &limits = {})
    {
        if (kind == TransportKind::Lan) {
            LanTransport::Settings settings = lanSettings();
            settings.limits = limits;
            return lan(id, settings);
        }
        auto node = std::make_unique<Station>(std::make_unique<LoopbackTransport>(*m_bus, limits));
        const QString error = node->transport->start(selfInfo(id));
        Q_ASSERT(error.isEmpty());
        return node;
    }

    std::unique_ptr<LoopbackBus> m_bus;
    quint16 m_port = 0;
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::TransportKind)
