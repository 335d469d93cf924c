// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/Pairing.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/OwnAddresses.h"
#include "engine/cluster/pairing/JoinCode.h"

#include <QLoggingCategory>

namespace everbounce {
namespace {

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
{
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &Pairing::openOrClose);
    connect(&m_door, &PairingDoor::ended, this, [this](PairingSession *session, PairingEnd end) {
        qCInfo(pairingLog).noquote() << session->peer().toString() << session->exchange().otherName() << "-"
                                     << sentenceForInviter(end);
        openOrClose();
    });
}

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
        .refusesDigits = [] { return std::optional(PairingEnd::NotInviting); },
        .name = m_settings.name,
    });
}

/// The port is open as long as an invitation is.
void Pairing::openOrClose()
{
    const Nanoseconds now = monotonicNow();
    if (m_invitations.open(now) == 0)
        return m_door.close();
    m_end.start(toTimer(*m_invitations.nextEnd() - now));
}

} // namespace everbounce
