// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/digits/PairingDoor.h"

#include "engine/base/MonotonicClock.h"

#include <unistd.h>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// For what a session has still to send.
constexpr auto lingering = 2s;

} // namespace

PairingDoor::PairingDoor(const ListenScope &scope, std::function<PairingExchange()> exchange, QObject *parent)
    : QObject(parent)
    , m_scope(scope)
    , m_exchange(std::move(exchange))
{
}

QString PairingDoor::open()
{
    if (m_hasPort) {
        m_isOpen = true;
        m_server->setAccepting(true);
        return {};
    }
    QString problem = m_server ? m_server->listen(m_scope) : QStringLiteral("closed");
    if (!problem.isEmpty()) {
        m_server = std::make_unique<LinkServer>();
        connect(m_server.get(), &LinkServer::incoming, this, &PairingDoor::letIn);
        problem = m_server->listen(m_scope);
    }
    m_server->setAccepting(true);
    m_isOpen = m_hasPort = problem.isEmpty();
    return problem;
}

/// Somebody at the port may have led here, so it is closed in the next turn of the event loop.
void PairingDoor::close()
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    m_server->setAccepting(false);
    QMetaObject::invokeMethod(this, &PairingDoor::closePort, Qt::QueuedConnection);
}

void PairingDoor::closePort()
{
    if (m_isOpen)
        return;
    m_server->close();
    m_hasPort = false;
}

/// A copy, since a session that ends leaves the list.
std::vector<PairingSession *> PairingDoor::inside() const
{
    std::vector<PairingSession *> sessions;
    for (const auto &[place, session] : m_sessions)
        sessions.push_back(session);
    return sessions;
}

void PairingDoor::endDigits(PairingEnd why)
{
    for (PairingSession *const session : inside()) {
        if (session->exchange().isByDigits() && session->exchange().wasAdmitted())
            session->abort(why);
    }
}

void PairingDoor::moveTo(const ListenScope &scope)
{
    for (PairingSession *const session : inside())
        session->abort(PairingEnd::Withdrawn);
    m_scope = scope;
    close();
    if (m_hasPort)
        closePort();
}

void PairingDoor::letIn(int descriptor, const QHostAddress &from)
{
    if (!m_rate.admits(monotonicNow())) {
        ::close(descriptor);
        return;
    }
    const auto [place, leaves] = m_places.admit(from, false);
    if (leaves)
        m_sessions.at(*leaves)->abort(PairingEnd::Busy);
    auto *const session = new PairingSession(descriptor, m_exchange(), this);
    m_sessions[place] = session;
    connect(session, &PairingSession::digitsShown, this, [this, session] { Q_EMIT digitsShown(session); });
    connect(session, &PairingSession::ended, this, [this, session, place = place](PairingEnd end) {
        m_sessions.erase(place);
        m_places.release(place);
        QTimer::singleShot(lingering, session, &QObject::deleteLater);
        Q_EMIT ended(session, end);
    });
}

} // namespace everbounce
