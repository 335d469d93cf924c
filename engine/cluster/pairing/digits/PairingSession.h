// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/FrameReader.h"
#include "engine/cluster/link/Endpoint.h"
#include "engine/cluster/pairing/digits/PairingExchange.h"

#include <QHostAddress>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace everbounce {

/// Keeps for good what the node at that address has given to a newcomer. An empty text, or one sentence that
/// says why that cannot be; then nothing was changed.
using KeepGain = std::function<QString(const ClusterMembership &, const QHostAddress &inviter)>;

/// One exchange over one TCP connection, with bounds on its time and its bytes. ended() comes once, unless
/// this is destroyed before. Belongs to the thread of its parent.
class PairingSession : public QObject
{
    Q_OBJECT
public:
    /// Takes over an accepted connection, which an inviter lets in.
    PairingSession(int descriptor, PairingExchange exchange, QObject *parent);

    /// Connects as a newcomer.
    PairingSession(const Endpoint &to, PairingExchange exchange, QObject *parent);

    ~PairingSession() override;

    const PairingExchange &exchange() const { return m_exchange; }
    QHostAddress peer() const { return m_peer; }
    bool wasConnected() const { return m_wasConnected; }

    /// Somebody here has compared the digits.
    void answer(bool same) { act(m_exchange.answer(same)); }

    /// This side gives up.
    void abort(PairingEnd why);

Q_SIGNALS:
    void digitsShown();
    void ended(everbounce::PairingEnd end);

private:
    PairingSession(PairingExchange exchange, QObject *parent);
    void read();
    void act(const PairingExchange::Outcome &outcome);
    void end(PairingEnd end);

    PairingExchange m_exchange;
    QTcpSocket m_socket;
    FrameReader m_reader;
    QTimer m_patience;
    QHostAddress m_peer;
    bool m_wasConnected = false;
    bool m_hasEnded = false;
};

} // namespace everbounce
