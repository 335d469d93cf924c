// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/Pairing.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/OwnAddresses.h"
#include "engine/cluster/pairing/JoinCode.h"

#include <QLoggingCategory>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(pairingLog, "everbounce.pairing")

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
        if (m_view.stage == PairingView::Stage::Inviting)
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
                QStringLiteral("%1 lines are open already; wait until one is used or has expired.")
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
        .membership = m_settings.membership,
        .secretOf = [this](const QByteArray &id) -> std::variant<QByteArray, PairingEnd> {
            const auto secret = m_invitations.secretOf(id, monotonicNow());
            if (secret)
                return *secret;
            return endOf(m_invitations.stateOf(id, monotonicNow()));
        },
        .use = [this](const QByteArray &id) { return m_invitations.use(id, monotonicNow()); },
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

// ---- By digits -------------------------------------------------------------------------------------------

void Pairing::act(quint64 request, const PairingAction &action)
{
    Q_EMIT acted(request, tryTo(action));
}

QString Pairing::tryTo(const PairingAction &action)
{
    switch (action.kind) {
    case PairingAction::Kind::Invite:
        return inviteByDigits();
    case PairingAction::Kind::Join:
        return join(action);
    case PairingAction::Kind::Answer:
        return answer(action);
    case PairingAction::Kind::Cancel:
        return cancel();
    }
    Q_UNREACHABLE();
}

QString Pairing::inviteByDigits()
{
    if (m_session)
        return QStringLiteral("This node is pairing with another one already.");
    if (const QString problem = m_door.open(); !problem.isEmpty())
        return problem;
    m_attempts.reset();
    m_inviting.start(m_settings.invitesFor);
    m_announcer.start(m_door.port());
    show(PairingView::Stage::Inviting);
    return {};
}

void Pairing::stopInviting()
{
    m_inviting.stop();
    m_announcer.stop();
    openOrClose();
}

/// One newcomer at a time: people can compare only one number.
std::optional<PairingEnd> Pairing::refusesDigits()
{
    if (!m_inviting.isActive())
        return PairingEnd::NotInviting;
    if (m_isBusy || m_session)
        return PairingEnd::Busy;
    if (!m_attempts.admits(monotonicNow()))
        return PairingEnd::TooMany;
    m_isBusy = true;
    return std::nullopt;
}

QString Pairing::join(const PairingAction &action)
{
    const QHostAddress address(action.address);
    const quint16 door = action.port ? action.port : m_neighbours.doorOf(address).value_or(0);
    if (m_session || m_isBusy)
        return QStringLiteral("This node is pairing with another one already.");
    if (address.isNull() || !m_settings.scope.admits(address))
        return QStringLiteral("This node cannot reach that address; start it with --listen lan.");
    if (door == 0)
        return QStringLiteral("Nobody at %1 invites; press Invite there first.").arg(address.toString());
    stopInviting(); // a node that joins another does not let others into what it is about to leave
    auto *const session =
        new PairingSession(Endpoint{address, door}, PairingExchange::newcomer(m_settings.name), this);
    m_session = session;
    m_view.isNewcomer = true;
    connect(session, &PairingSession::digitsShown, this, [this, session] { compare(session); });
    connect(session, &PairingSession::ended, this,
            [this, session](PairingEnd end) { onNewcomerEnded(session, end); });
    show(PairingView::Stage::Asking);
    return {};
}

void Pairing::compare(PairingSession *session)
{
    m_session = session;
    show(PairingView::Stage::Comparing);
}

/// The digits are part of the answer, so nobody says yes to others than they have seen.
QString Pairing::answer(const PairingAction &action)
{
    if (m_view.stage != PairingView::Stage::Comparing || action.digits != m_view.digits)
        return QStringLiteral("Those digits are not shown any more.");
    if (action.same)
        show(PairingView::Stage::Waiting);
    m_session->answer(action.same);
    return {};
}

QString Pairing::cancel()
{
    const bool invited = m_inviting.isActive();
    stopInviting();
    if (m_session)
        m_session->abort(m_view.isNewcomer ? PairingEnd::DeclinedHere : PairingEnd::Withdrawn);
    else if (invited)
        show(PairingView::Stage::Idle, sentenceForInviter(PairingEnd::Withdrawn));
    return {};
}

void Pairing::onInviterEnded(PairingSession *session, PairingEnd end)
{
    const PairingExchange &exchange = session->exchange();
    qCInfo(pairingLog).noquote() << session->peer().toString() << exchange.otherName() << '-'
                                 << sentenceForInviter(end);
    if (exchange.isByDigits() && exchange.wasAdmitted()) {
        m_isBusy = false;
        if (end != PairingEnd::Joined)
            m_attempts.failed(monotonicNow());
        if (end == PairingEnd::Joined || m_attempts.isExhausted())
            stopInviting();
        if (m_session == session)
            m_session = nullptr;
        if (end == PairingEnd::Joined)
            m_neighbours.joined(session->peer(), monotonicNow());
        show(m_inviting.isActive() ? PairingView::Stage::Inviting : PairingView::Stage::Idle,
             sentenceForInviter(m_attempts.isExhausted() ? PairingEnd::TooMany : end),
             end == PairingEnd::Joined);
    }
    openOrClose();
}

void Pairing::onNewcomerEnded(PairingSession *session, PairingEnd end)
{
    m_session = nullptr;
    session->deleteLater();
    const QString nobody =
        QStringLiteral("Nobody answers at %1; press Invite there first.").arg(session->peer().toString());
    if (end == PairingEnd::Joined)
        m_neighbours.joined(session->peer(), monotonicNow());
    show(PairingView::Stage::Idle, session->wasConnected() ? sentenceForNewcomer(end) : nobody,
         end == PairingEnd::Joined);
    if (const auto &membership = session->exchange().gained())
        Q_EMIT gained(*membership, session->peer());
}

void Pairing::setMembership(const ClusterMembership &membership)
{
    m_settings.membership = membership;
    withdrawInvitations(); // they promised another cluster
}

void Pairing::refuseGain(const QString &problem)
{
    show(PairingView::Stage::Idle, problem);
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
