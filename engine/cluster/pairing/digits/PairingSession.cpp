// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/digits/PairingSession.h"

#include <QNetworkProxy>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto programsPatience = 5s;
constexpr auto peoplesPatience = 120s;

} // namespace

PairingSession::PairingSession(PairingExchange exchange, QObject *parent)
    : QObject(parent)
    , m_exchange(std::move(exchange))
    , m_socket(this)
    , m_reader(PairingExchange::maxMessageBytes)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setReadBufferSize(2 * PairingExchange::maxMessageBytes);
    m_patience.setSingleShot(true);
    m_patience.start(programsPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { abort(PairingEnd::TimedOut); });
    connect(&m_socket, &QTcpSocket::readyRead, this, &PairingSession::read);
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] { end(PairingEnd::Broken); });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] {
        if (m_socket.state() == QAbstractSocket::UnconnectedState)
            end(PairingEnd::Broken);
    });
}

PairingSession::PairingSession(int descriptor, PairingExchange exchange, QObject *parent)
    : PairingSession(std::move(exchange), parent)
{
    m_socket.setSocketDescriptor(descriptor);
    m_peer = plainAddress(m_socket.peerAddress());
    m_wasConnected = true;
}

PairingSession::PairingSession(const Endpoint &to, PairingExchange exchange, QObject *parent)
    : PairingSession(std::move(exchange), parent)
{
    m_peer = to.address;
    connect(&m_socket, &QTcpSocket::connected, this, [this] {
        m_wasConnected = true;
        act(m_exchange.begin());
    });
    m_socket.connectToHost(to.address, to.port);
}

/// A socket says even while it is destroyed that it is disconnected, and parts of this are gone by then.
PairingSession::~PairingSession()
{
    m_socket.disconnect(this);
}

void PairingSession::read()
{
    m_reader.append(m_socket.readAll());
    while (!m_hasEnded) {
        const auto message = m_reader.next();
        if (m_reader.failed())
            return abort(PairingEnd::Broken);
        if (!message)
            return;
        act(m_exchange.receive(*message));
    }
}

void PairingSession::abort(PairingEnd why)
{
    const auto outcome = m_exchange.abort(why);
    act(outcome);
    end(why);
}

void PairingSession::act(const PairingExchange::Outcome &outcome)
{
    if (m_hasEnded)
        return;
    for (const QByteArray &message : outcome.send)
        m_socket.write(framed(message));
    if (outcome.showDigits) {
        m_patience.start(peoplesPatience);
        Q_EMIT digitsShown();
    }
    if (outcome.end)
        end(*outcome.end);
}

/// What was written before still goes out.
void PairingSession::end(PairingEnd end)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    m_patience.stop();
    m_socket.flush();
    m_socket.disconnectFromHost();
    Q_EMIT ended(end);
}

} // namespace everbounce
