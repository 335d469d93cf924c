// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "engine/node/pairing/Pairing.h"

#include <QLoggingCategory>

// Pairing as far as people compare digits.

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(pairingLog, "everbounce.pairing")

/// Only whoever has been given the key can have joined, or have failed to keep it.
PairingEnd endAtInviter(const PairingExchange &exchange, PairingEnd how)
{
    if (!exchange.wasWelcomed())
        return how == PairingEnd::NotKept ? PairingEnd::Broken : how;
    return how == PairingEnd::Joined || how == PairingEnd::NotKept ? how : PairingEnd::Given;
}

} // namespace

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
    const auto keep = [this, address](const ClusterMembership &gained) {
        return this->keep(gained, address);
    };
    auto *const session = new PairingSession(Endpoint{address, door},
                                             PairingExchange::newcomer(m_settings.name, {}, keep), this);
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
        return QStringLiteral("These digits have expired. Look at both nodes again.");
    if (action.same)
        show(PairingView::Stage::Waiting);
    m_session->answer(action.same);
    return {};
}

/// What it would write while it is being put out of a cluster could be undone by that.
bool Pairing::keep(const ClusterMembership &gained, const QHostAddress &inviter)
{
    m_notKept = m_isLeaving       ? QStringLiteral("This node has just left its cluster; join again.")
                : m_settings.keep ? m_settings.keep(gained, inviter)
                                  : QString();
    return m_notKept.isEmpty();
}

QString Pairing::cancel()
{
    if (m_session && m_view.isNewcomer) {
        m_session->abort(PairingEnd::DeclinedHere);
        return {};
    }
    stopInviting();
    m_door.endDigits(PairingEnd::Withdrawn); // who was let in may not have shown any yet
    if (m_view.stage == PairingView::Stage::Inviting)
        show(PairingView::Stage::Idle, sentenceForInviter(PairingEnd::Withdrawn));
    return {};
}

void Pairing::onInviterEnded(PairingSession *session, PairingEnd how)
{
    const PairingExchange &exchange = session->exchange();
    const PairingEnd end = endAtInviter(exchange, how);
    qCInfo(pairingLog).noquote() << session->peer().toString() << exchange.otherName() << '-'
                                 << sentenceForInviter(end);
    if (exchange.isByDigits() && exchange.wasAdmitted()) {
        m_isBusy = false;
        if (end != PairingEnd::Joined)
            m_attempts.failed(monotonicNow());
        if (exchange.wasWelcomed() || m_attempts.isExhausted())
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
    const QString sentence = end == PairingEnd::NotKept ? m_notKept : sentenceForNewcomer(end);
    if (end == PairingEnd::Joined)
        m_neighbours.joined(session->peer(), monotonicNow());
    show(PairingView::Stage::Idle, session->wasConnected() ? sentence : nobody, end == PairingEnd::Joined);
    if (const auto &membership = session->exchange().gained())
        Q_EMIT gained(*membership, session->peer());
}

} // namespace everbounce
