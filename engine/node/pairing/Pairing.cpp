// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/pairing/Pairing.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/OwnAddresses.h"
#include "engine/base/secrets/Secrets.h"
#include "engine/cluster/pairing/line/JoinCode.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;

PairingEnd endOf(Invitations::State state)
{
    switch (state) {
    case Invitations::State::Used:
        return PairingEnd::Used;
    case Invitations::State::Expired:
        return PairingEnd::Expired;
    case Invitations::State::Withdrawn:
        return PairingEnd::Withdrawn;
    default:
        return PairingEnd::Unknown;
    }
}

/// Said where nobody asked for an end.
QString endedBy(const char *what)
{
    return QStringLiteral("Since this node %1, pairing has ended: invite or join again.")
        .arg(QLatin1String(what));
}

} // namespace

Pairing::Pairing(const Settings &settings, QObject *parent)
    : PairingInterface(parent)
    , m_settings(settings)
    , m_door(
          settings.scope, [this] { return exchange(); }, this)
    , m_announcer(settings.scope, settings.discoveryPort, this)
{
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &Pairing::openOrClose);
    m_inviting.setSingleShot(true);
    connect(&m_inviting, &QTimer::timeout, this, [this] {
        stopInviting();
        if (m_view.stage != PairingView::Stage::Inviting)
            return; // people compare
        m_door.endDigits(PairingEnd::Expired);
        show(PairingView::Stage::Idle, sentenceForInviter(PairingEnd::Expired));
    });
    m_forget.setInterval(1s);
    connect(&m_forget, &QTimer::timeout, this, [this] {
        if (m_neighbours.forgetOld(monotonicNow()))
            publish();
        if (m_neighbours.list().isEmpty())
            m_forget.stop();
    });
    connect(&m_door, &PairingDoor::digitsShown, this, [this](PairingSession *session) {
        m_view.isNewcomer = false;
        compare(session);
    });
    connect(&m_door, &PairingDoor::ended, this, &Pairing::onInviterEnded);
}

// ---- By a line -------------------------------------------------------------------------------------------

void Pairing::requestInvitation(quint64 request, int seconds)
{
    Q_EMIT invitationReady(request, invite(seconds));
}

void Pairing::withdrawInvitations()
{
    m_invitations.withdrawAll();
    openOrClose();
}

InvitationView Pairing::invite(int seconds)
{
    const Nanoseconds now = monotonicNow();
    if (m_invitations.open(now) >= Invitations::mostOpen)
        return {{},
                QStringLiteral("%1 codes are open already; wait until one has been used or has expired.")
                    .arg(Invitations::mostOpen)};
    if (const QString problem = m_door.open(); !problem.isEmpty())
        return {{}, problem};
    const JoinCode code{randomBytes(JoinCode::secretBytes), m_door.port(), addresses()};
    m_invitations.add(code.secret, now + std::chrono::seconds(seconds));
    openOrClose();
    return {code.toText(), {}, seconds, code.addresses.first().isLoopback()};
}

/// The best first.
QList<QHostAddress> Pairing::addresses() const
{
    const QHostAddress bound = m_settings.scope.ownAddresses().first();
    const bool isEverywhere = bound == QHostAddress::AnyIPv4;
    const QList<QHostAddress> reachable =
        isEverywhere ? reachableAddresses(ownAddresses()) : QList<QHostAddress>{bound};
    return reachable.isEmpty() ? QList<QHostAddress>{QHostAddress(QHostAddress::LocalHost)}
                               : reachable.first(std::min(reachable.size(), JoinCode::mostAddresses));
}

PairingExchange Pairing::exchange()
{
    return PairingExchange({
        .membership = [this] { return m_settings.membership; },
        .secretOf = [this](const QByteArray &id) -> std::variant<QByteArray, PairingEnd> {
            const auto secret = m_invitations.secretOf(id, monotonicNow());
            if (secret)
                return *secret;
            return endOf(m_invitations.stateOf(id, monotonicNow()));
        },
        .use = [this](const QByteArray &id) -> std::optional<PairingEnd> {
            if (m_invitations.use(id, monotonicNow()))
                return std::nullopt;
            return endOf(m_invitations.stateOf(id, monotonicNow()));
        },
        .refusesDigits = [this] { return refusesDigits(); },
        .name = m_settings.name,
    });
}

/// The port is open as long as anybody may come.
void Pairing::openOrClose()
{
    const Nanoseconds now = monotonicNow();
    const bool hasLines = m_invitations.open(now) > 0;
    if (hasLines)
        m_end.start(toTimer(*m_invitations.nextEnd() - now));
    if (!hasLines && !m_inviting.isActive())
        m_door.close();
}

// ---- For both ------------------------------------------------------------------------------------------

/// Withdraws all that was offered to newcomers. True if anything was.
bool Pairing::endInvitations()
{
    const bool wereOpen = m_inviting.isActive() || m_isBusy || m_invitations.open(monotonicNow()) > 0;
    m_invitations.withdrawAll();
    stopInviting();
    m_door.endDigits(PairingEnd::Withdrawn);
    return wereOpen;
}

void Pairing::leaveCluster()
{
    m_isLeaving = true;
    if (endInvitations() && !m_session)
        show(PairingView::Stage::Idle, endedBy("left its cluster"));
}

void Pairing::follow(const QString &name, const ListenScope &scope)
{
    m_settings.name = name;
    if (scope == m_settings.scope)
        return;
    const bool wereOpen = endInvitations() || m_session;
    if (m_session)
        m_session->abort(PairingEnd::DeclinedHere);
    m_settings.scope = scope;
    m_door.moveTo(scope);
    m_announcer.moveTo(scope);
    m_neighbours = {}; // who is still heard comes back
    if (wereOpen)
        show(PairingView::Stage::Idle, endedBy("was opened to its network, or closed"));
    publish();
}

void Pairing::hearNeighbour(const QHostAddress &address, quint16 door, quint64 id)
{
    if (door != 0 && m_announcer.isOwn(id))
        return;
    if (m_neighbours.heard(address, door, monotonicNow()))
        publish();
    if (!m_forget.isActive())
        m_forget.start();
}

void Pairing::show(PairingView::Stage stage, const QString &news, bool hasJoined)
{
    const bool hasDigits = stage == PairingView::Stage::Comparing || stage == PairingView::Stage::Waiting;
    m_view.stage = stage;
    m_view.digits = hasDigits ? m_session->exchange().digits() : QString();
    m_view.other = hasDigits ? m_session->exchange().otherName() : QString();
    m_view.address = m_session ? m_session->peer().toString() : QString();
    m_view.port = m_inviting.isActive() ? m_door.port() : 0;
    m_view.news = news;
    m_view.hasJoined = hasJoined;
    publish();
}

void Pairing::publish()
{
    m_view.neighbours = m_neighbours.list();
    if (m_shown != m_view) {
        m_shown = m_view;
        Q_EMIT changed(m_view);
    }
}

} // namespace everbounce
