// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/Probe.h"

#include <QNetworkProxy>
#include <QTcpSocket>

namespace everbounce {

using namespace std::chrono_literals;

constexpr auto patience = 250ms;

/// A connection that is still there after this time was not made to a dying process.
constexpr auto lasting = 50ms;

Probe::Probe(const Endpoint &at, QObject *parent)
    : QObject(parent)
    , m_at(at)
{
    for (QTimer *timer : {&m_deadline, &m_lasts}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [this] { conclude(false); });
    }
}

void Probe::start()
{
    m_deadline.start(patience);
    dial();
}

void Probe::dial()
{
    m_lasts.stop();
    m_connected = false;
    m_socket = new QTcpSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &Probe::onFailed);
    connect(m_socket, &QTcpSocket::connected, this, [this] {
        m_connected = true;
        m_lasts.start(lasting);
    });
    m_socket->connectToHost(m_at.address, m_at.port);
}

void Probe::onFailed()
{
    if (!m_connected)
        return conclude(m_socket->error() == QAbstractSocket::ConnectionRefusedError);
    m_socket->disconnect(this);
    m_socket->deleteLater(); // this is its signal
    dial();
}

void Probe::conclude(bool refused)
{
    m_deadline.stop();
    m_lasts.stop();
    m_socket->disconnect(this);
    m_socket->deleteLater();
    Q_EMIT done(refused);
}

} // namespace everbounce
