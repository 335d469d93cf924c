// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/TcpListener.h"

#include "engine/base/MonotonicClock.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// Connections accepted per turn of the event loop: however fast they come, the others get their turn.
constexpr int mostAtOnce = 64;
constexpr int waitingConnections = 1024; // many viewers may come back at once when another node dies

/// After an error, such as too few free files.
constexpr auto acceptPause = 100ms;

ConnectionPlaces::Limits placesOf(int connections)
{
    return {.all = connections, .share = std::max(1, connections / 4 * 3)};
}

/// What the connections of one origin hold together.
struct HeldShare
{
    bool isOwn = false;
    qsizetype held = 0;
    std::vector<Connection *> connections; ///< in the end: the one with the most comes last

    void add(Connection *connection)
    {
        held += connection->held();
        connections.push_back(connection);
    }
    Connection *takeGreatest()
    {
        Connection *greatest = connections.back();
        connections.pop_back();
        held -= greatest->held();
        return greatest;
    }

    auto operator<=>(const HeldShare &other) const
    {
        return std::pair(!isOwn, held) <=> std::pair(!other.isOwn, other.held);
    }
    bool operator==(const HeldShare &other) const { return (*this <=> other) == 0; }
};

} // namespace

TcpListener::TcpListener(const ConnectionLimits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_places(placesOf(limits.connections))
    , m_handshakes(placesOf(limits.handshakes))
    , m_handshakeTime(limits.handshakeTime, monotonicNow())
{
    setListenBacklogSize(waitingConnections);
    m_nextTurn.setSingleShot(true);
    m_relief.setSingleShot(true);
    m_sweep.setInterval(std::min<std::chrono::milliseconds>(limits.requestTime / 4, 500ms));
    connect(&m_nextTurn, &QTimer::timeout, this, &TcpListener::acceptAgain);
    connect(&m_relief, &QTimer::timeout, this, &TcpListener::dropGreatest);
    connect(&m_sweep, &QTimer::timeout, this, &TcpListener::dropLate);
    connect(this, &QTcpServer::acceptError, this, [this] { m_nextTurn.start(acceptPause); });
}

void TcpListener::incomingConnection(qintptr descriptor)
{
    pauseAfterMany();
    auto *connection = new Connection(this, descriptor);
    if (connection->peerPort() == 0) // gone already
        return delete connection;
    // The kernel has only one connection with these ends: the other one is over, though this process has not
    // heard so yet.
    if (Connection *former = connectionBetween(connection->ends()))
        former->drop();
    const auto admission = m_places.admit(connection->place(), originOf(*connection));
    if (admission.displaced)
        Connection::at(*admission.displaced)->drop();
    if (!admission.admitted)
        return delete connection;
    admit(connection);
}

Origin TcpListener::originOf(const Connection &connection) const
{
    const ConnectionEnds &ends = connection.ends();
    if (!Origin::isOfThisMachine(ends.peer.address, ends.local.address))
        return Origin::of(ends.peer.address);
    const auto owner = connection.owner();
    return owner && owner == m_ownUser ? Origin{} : Origin::ofAccount(owner);
}

void TcpListener::admit(Connection *connection)
{
    m_connections.insert(connection);
    m_byEnds.insert(connection->ends(), connection);
    connection->m_channel.setOptions(m_limits.silence);
    watchDeadlines();
    addPendingConnection(connection);
    connection->m_channel.setReading(true);
}

void TcpListener::forget(Connection *connection)
{
    m_places.leave(connection->place());
    m_handshakes.leave(connection->place());
    noteHeld(-std::exchange(connection->m_held, 0));
    m_connections.remove(connection);
    if (connectionBetween(connection->ends()) == connection) // not one that was never admitted
        m_byEnds.remove(connection->ends());
}

void TcpListener::dropOthers()
{
    const QSet<Connection *> all = m_connections;
    for (Connection *connection : all) {
        const ConnectionEnds &ends = connection->ends();
        if (m_connections.contains(connection) &&
            !Origin::isOfThisMachine(ends.peer.address, ends.local.address))
            connection->drop();
    }
}

std::optional<uid_t> TcpListener::userTrustedAt(const QHostAddress &peer) const
{
    return m_requiresProof || trusts(peer) ? std::nullopt : m_ownUser;
}

/// For a connection that a proxy makes for somebody else. If the proxy is trusted and says for whom, it
/// counts for that one. A proxy that runs as the own user does not count as that user, and its viewers get no
/// more places than those of another account. False if there is no place for it.
bool TcpListener::countPassedOn(Connection *connection)
{
    const PassedOn *said = connection->passedOn();
    std::optional<Origin> others;
    if (said && said->client)
        others = Origin::of(*said->client);
    else if (originOf(*connection) == Origin{})
        others = Origin::ofAccount(m_ownUser);
    if (!others || others == connection->m_countsFor)
        return true;
    connection->m_countsFor = others;
    const auto admission = m_places.disown(connection->place(), *others);
    if (admission.displaced)
        Connection::at(*admission.displaced)->drop();
    return admission.admitted;
}

/// A handshake needs more memory and time than anything that follows. False if there is no place for it.
bool TcpListener::countHandshake(Connection *connection)
{
    if (!connection->m_isShakingHands) {
        m_handshakes.leave(connection->place());
        return true;
    }
    const auto admission = m_handshakes.admit(connection->place(), originOf(*connection));
    if (admission.displaced)
        Connection::at(*admission.displaced)->drop();
    return admission.admitted;
}

bool TcpListener::affordsHandshake(const Connection &connection)
{
    return m_handshakeTime.admits(originOf(connection), monotonicNow());
}

void TcpListener::spendOnHandshake(const Connection &connection, Nanoseconds time)
{
    m_handshakeTime.spend(originOf(connection), time, monotonicNow());
}

// QTcpServer accepts whatever waits before it returns, but only as many as may be pending.
void TcpListener::pauseAfterMany()
{
    if (++m_acceptedNow == mostAtOnce)
        setMaxPendingConnections(0);
    if (!m_nextTurn.isActive())
        m_nextTurn.start(0ms);
}

void TcpListener::acceptAgain()
{
    m_acceptedNow = 0;
    setMaxPendingConnections(waitingConnections);
    if (isListening())
        resumeAccepting();
}

void TcpListener::watchDeadlines()
{
    if (!m_sweep.isActive())
        m_sweep.start();
}

void TcpListener::dropLate()
{
    bool waiting = false;
    const QList<Connection *> connections = m_connections.values(); // dropping one takes it out of the set
    for (Connection *connection : connections) {
        if (connection->m_deadline.isForever())
            continue;
        waiting = true;
        if (connection->m_deadline.hasExpired())
            connection->drop();
    }
    if (!waiting)
        m_sweep.stop();
}

void TcpListener::noteHeld(qsizetype more)
{
    m_held += more;
    if (m_held > m_limits.heldBytes && !m_relief.isActive())
        m_relief.start(0ms);
}

/// From whoever holds the most, until there is room again: otherwise somebody with many small requests would
/// push out the larger ones of others. The node's own user comes last.
void TcpListener::dropGreatest()
{
    std::map<Origin::Range, HeldShare> byRange;
    for (Connection *connection : std::as_const(m_connections)) {
        if (connection->held() > 0)
            connection->noteHeldAnew(); // much may have been read meanwhile
        if (connection->held() > 0)
            byRange[connection->countsFor().range(0)].add(connection);
    }
    std::vector<HeldShare> shares;
    for (auto &[range, share] : byRange) {
        share.isOwn = range.kind == Origin::Kind::OwnUser;
        std::ranges::sort(share.connections, {}, &Connection::held);
        shares.push_back(std::move(share));
    }
    std::ranges::make_heap(shares);
    while (m_held > m_limits.heldBytes / 4 * 3 && !shares.empty()) {
        std::ranges::pop_heap(shares);
        Connection *greatest = shares.back().takeGreatest();
        if (shares.back().connections.empty())
            shares.pop_back();
        else
            std::ranges::push_heap(shares);
        greatest->drop();
    }
}

} // namespace everbounce
