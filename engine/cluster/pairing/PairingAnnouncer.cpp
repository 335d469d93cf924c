// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/PairingAnnouncer.h"

#include "engine/cluster/discovery/InvitingBeacon.h"

#include <QRandomGenerator>

namespace everbounce {

using namespace std::chrono_literals;

PairingAnnouncer::PairingAnnouncer(const ListenScope &scope, quint16 discoveryPort, QObject *parent)
    : QObject(parent)
    , m_scope(scope)
    , m_discoveryPort(discoveryPort)
    , m_id(QRandomGenerator::system()->generate64())
    , m_socket(this)
    , m_timer(this)
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &PairingAnnouncer::announce);
}

void PairingAnnouncer::start(quint16 door)
{
    m_door = door;
    // From the address at which it can be joined.
    if (m_socket.state() == QAbstractSocket::UnconnectedState)
        m_socket.bind(m_scope.ownAddresses().first(), 0);
    m_timer.start();
    announce();
}

void PairingAnnouncer::moveTo(const ListenScope &scope)
{
    stop();
    m_socket.close();
    m_scope = scope;
}

void PairingAnnouncer::announce()
{
    const QByteArray datagram = InvitingBeacon{m_door, m_id}.toBytes();
    // Looked up each time: interfaces come and go.
    const auto addresses = m_scope.isLoopback() ? QList<QNetworkAddressEntry>() : upAddresses();
    for (const QHostAddress &target : m_scope.broadcastTargets(addresses))
        m_socket.writeDatagram(datagram, target, m_discoveryPort);
}

} // namespace everbounce
