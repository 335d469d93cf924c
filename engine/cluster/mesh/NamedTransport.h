// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"

#include <QTimer>

namespace everbounce {

/// A transport of its own over the links of another one: its messages reach only transports with the same
/// name. With it a node runs a second singleton.
///
/// Its messages go in an envelope, which a node without that name ignores. Each name has a tick of its own,
/// so this transport asks for it in its own messages, not in the pings of the one below.
class NamedTransport final : public Transport
{
    Q_OBJECT
public:
    /// Make it, and what uses it, before `base` is started. `base` is started and stopped by its owner, and
    /// outlives this object.
    NamedTransport(Transport &base, const QString &name, QObject *parent = nullptr);

    [[nodiscard]] QString start(const SelfInfo &) override { return {}; }
    void stop() override { m_again.stop(); }
    void send(NodeId to, const QCborMap &message) override;
    void sendToAll(const QCborMap &message) override;

    /// Asks that peer for its tick, now and twice a second, until another is asked.
    void ping(NodeId peer) override;

    QList<PeerInfo> peers() const override { return m_base.peers(); }
    qsizetype peerCount() const override { return m_base.peerCount(); }
    bool isSuspect(NodeId peer) const override { return m_base.isSuspect(peer); }
    std::optional<Nanoseconds> roundTrip(NodeId peer) const override { return m_base.roundTrip(peer); }
    const ClusterCounters &counters() const override { return m_base.counters(); }
    const SentCounts &sent() const override { return m_base.sent(); }
    QList<QHostAddress> pageAddresses() const override { return m_base.pageAddresses(); }
    void setIsolated(bool isolated) override { m_base.setIsolated(isolated); }
    void setLossy(double dropShare, Nanoseconds maxDelay) override { m_base.setLossy(dropShare, maxDelay); }

private:
    QCborMap enveloped(const QCborMap &message) const;
    void open(NodeId from, const QCborMap &message);
    void onAsked(NodeId from, qint64 number);
    void onTold(NodeId from, const QCborMap &message);
    void ask();

    Transport &m_base;
    QString m_name;
    QTimer m_again;
    NodeId m_asked;
    qint64 m_number = 0; ///< of the last question
    Nanoseconds m_askedAt{0};
};

} // namespace everbounce
