// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/line/JoinByLine.h"

namespace everbounce {
namespace {

QString namesOf(const QList<QHostAddress> &addresses)
{
    QStringList names;
    for (const QHostAddress &address : addresses)
        names << address.toString();
    return names.join(QLatin1String(", "));
}

} // namespace

JoinByLine::JoinByLine(const JoinCode &code, const QString &name, const ListenScope &scope,
                       const KeepGain &keep, QObject *parent)
    : QObject(parent)
    , m_code(code)
    , m_name(name)
    , m_left(code.addresses)
    , m_keep(keep)
    , m_problem(QStringLiteral("This node was stopped before it had joined."))
{
    m_left.removeIf([&](const QHostAddress &address) { return !scope.admits(address); });
}

void JoinByLine::start()
{
    if (m_left.isEmpty())
        return finish(QStringLiteral("The code of --join leads to %1, but this node can only reach its own "
                                     "machine: start it with --listen lan.")
                          .arg(namesOf(m_code.addresses)));
    next();
}

void JoinByLine::next()
{
    const Endpoint to{m_left.takeFirst(), m_code.port};
    const auto keep = [this, to](const ClusterMembership &gained) { return this->keep(gained, to.address); };
    auto *const session =
        new PairingSession(to, PairingExchange::newcomer(m_name, m_code.secret, keep), this);
    connect(session, &PairingSession::ended, this,
            [this, session](PairingEnd end) { onEnded(session, end); });
}

bool JoinByLine::keep(const ClusterMembership &gained, const QHostAddress &inviter)
{
    m_notKept = m_keep(gained, inviter);
    return m_notKept.isEmpty();
}

void JoinByLine::onEnded(PairingSession *session, PairingEnd end)
{
    if (end == PairingEnd::Joined || end == PairingEnd::NotKept)
        return finish(m_notKept);
    const bool isAnothersPort = end == PairingEnd::Broken && !m_left.isEmpty();
    if (session->wasConnected() && !isAnothersPort)
        return finish(sentenceForNewcomer(end));
    if (!m_left.isEmpty())
        return next();
    finish(
        QStringLiteral(
            "No node accepts the code of --join at %1, port %2: it has been used or has expired, or the node "
            "that gave it out has ended or cannot be reached. Ask for a new one (everbouncectl invite).")
            .arg(namesOf(m_code.addresses), QString::number(m_code.port)));
}

void JoinByLine::finish(const QString &problem)
{
    m_problem = problem;
    // Nobody is called back before start() has returned.
    QMetaObject::invokeMethod(this, &JoinByLine::done, Qt::QueuedConnection);
}

} // namespace everbounce
