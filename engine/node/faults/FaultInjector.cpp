// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/faults/FaultInjector.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/faults/HoldThreads.h"

#include <QCryptographicHash>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <unistd.h>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// A node that is about to break says so first: for this long its answer and its last words get out.
constexpr auto lastWords = 30ms;
constexpr double lossShare = 0.2;
constexpr auto lossDelay = 50ms;

std::chrono::milliseconds lengthOf(const FaultOrder &order)
{
    if (order.duration > order.duration.zero())
        return std::clamp(order.duration, shortestFault, longestFault);
    return std::chrono::milliseconds(qint64(1000 * infoOf(order.fault).seconds.value_or(0)));
}

bool concernsEngine(Fault fault)
{
    return fault == Fault::CrashEngine || fault == Fault::HangEngine || fault == Fault::StepDown;
}

QString sentenceOf(const FaultOrder &order)
{
    const FaultInfo &info = infoOf(order.fault);
    const QString request = QString::fromLatin1(info.request);
    return info.seconds ? request.arg(double(lengthOf(order).count()) / 1000) : request;
}

/// Ids may be longer than keys.
QString keyOf(const QString &id)
{
    const QByteArray digest = QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256);
    return QLatin1String("fault/") + QString::fromLatin1(digest.toHex().first(32));
}

EventFacts factsOf(const FaultOrder &order, NodeId node)
{
    return {EventFacts::Kind::Fault, node, 0, double(lengthOf(order).count()) / 1000,
            QString::fromLatin1(infoOf(order.fault).name)};
}

} // namespace

FaultInjector::FaultInjector(NodeId self, Transport &transport, LeaseKeeper &lease, Engine &engine,
                             QObject *parent)
    : QObject(parent)
    , m_self(self)
    , m_transport(transport)
    , m_lease(lease)
    , m_engine(engine)
{
    m_again.setInterval(repeatInterval);
    connect(&m_again, &QTimer::timeout, this, &FaultInjector::sendAgain);
    transport.on(kCommandType, this, &FaultInjector::onAsked);
    transport.on(kResultType, this, [this](NodeId, const QCborMap &message) {
        if (const auto result = decodeResult(message))
            conclude(result->id, result->result);
    });
    m_isolation.setSingleShot(true);
    connect(&m_isolation, &QTimer::timeout, this, [this] { m_transport.setIsolated(false); });
    m_loss.setSingleShot(true);
    connect(&m_loss, &QTimer::timeout, this, [this] { m_transport.setLossy(0, 0ns); });
}

CommandResult FaultInjector::notAllowed()
{
    return CommandResult::refused(403,
                                  QStringLiteral("Faults are switched off at this node (--faults off)."));
}

void FaultInjector::accept(const QString &id, const FaultOrder &order)
{
    const Accepted *const known = m_accepted.find(id);
    if (known && !(known->order == order))
        return Q_EMIT concluded(id, anotherOfThisId());
    if (known && known->result.ok)
        return Q_EMIT concluded(id, CommandResult(known->result));
    if (m_open.contains(id))
        return; // the answer is for both
    if (const auto result = resultElsewhere(id, order))
        return Q_EMIT concluded(id, *result);
    const NodeId target = known ? known->target : order.node ? order.node : m_lease.lease().holder;
    if (!target)
        return Q_EMIT concluded(id,
                                CommandResult::refused(503, QStringLiteral("No node holds the lease now.")));
    if (target != m_self && !isPeer(target))
        return Q_EMIT concluded(
            id,
            known
                ? CommandResult::refused(
                      504,
                      QStringLiteral(
                          "The node that was asked is gone. Whether it carried out the fault is not known."))
                : CommandResult::refused(404, QStringLiteral("There is no such node.")));
    if (target != m_self && m_open.size() >= mostOpen)
        return Q_EMIT concluded(
            id, CommandResult::refused(503, QStringLiteral("Too many faults are waiting. Try again.")));
    if (!known)
        m_accepted.put(id, {order, target, {}});
    handOut(id, order, target);
}

void FaultInjector::handOut(const QString &id, const FaultOrder &order, NodeId target)
{
    const quint64 attempt = ++m_attempts;
    if (target == m_self)
        return settle(id, carryOut(m_self, {id, Command::injectFault(order), attempt}));
    m_open.insert(id, {target, order, attempt, monotonicNow() + patience});
    if (!m_again.isActive())
        m_again.start();
    m_transport.send(target, encodeCommand(id, Command::injectFault(order), attempt));
}

bool FaultInjector::isPeer(NodeId node) const
{
    const auto peers = m_transport.peers();
    return std::any_of(peers.begin(), peers.end(), [node](const PeerInfo &peer) { return peer.id == node; });
}

/// If the fault of that id was carried out, perhaps by way of another node.
std::optional<CommandResult> FaultInjector::resultElsewhere(const QString &id, const FaultOrder &order) const
{
    const auto event = m_findEvent(keyOf(id));
    if (!event)
        return std::nullopt;
    const bool isSame = event->facts == factsOf(order, order.node ? order.node : event->facts.node);
    return isSame ? CommandResult::done(0) : anotherOfThisId();
}

/// The node that was asked has answered. Other results are not for faults.
void FaultInjector::conclude(const QString &id, const CommandResult &result)
{
    if (m_open.remove(id) > 0)
        settle(id, result);
}

/// A refused fault has changed nothing, so its id may be reused. Without an answer nobody knows.
void FaultInjector::settle(const QString &id, const CommandResult &result)
{
    if (Accepted *const accepted = m_accepted.find(id); accepted && result.ok)
        accepted->result = result;
    else if (result.status < 500)
        m_accepted.forget(id);
    Q_EMIT concluded(id, result);
}

void FaultInjector::sendAgain()
{
    const auto all = m_open;
    for (auto open = all.begin(); open != all.end(); ++open) {
        if (monotonicNow() < open->until)
            m_transport.send(open->target,
                             encodeCommand(open.key(), Command::injectFault(open->order), open->attempt));
        else
            conclude(open.key(), CommandResult::refused(504, QStringLiteral("The node did not answer.")));
    }
    if (m_open.isEmpty())
        m_again.stop();
}

/// Another node wants a fault here. Other commands are for the ball.
void FaultInjector::onAsked(NodeId origin, const QCborMap &message)
{
    const auto command = decodeCommand(message);
    if (command && command->content.kind == Command::Kind::InjectFault)
        m_transport.send(origin, encodeResult(command->id, carryOut(origin, *command)));
}

/// `origin` wants a fault here; returns the answer. A repetition is not carried out again; if it was refused,
/// another attempt is decided anew.
CommandResult FaultInjector::carryOut(NodeId origin, const CommandMessage &command)
{
    FaultOrder order = command.content.fault;
    order.node = m_self; // the message over a link does not say
    if (const Answered *const answered = m_answered.find(command.id)) {
        const bool isRepeated = answered->origin == origin && command.attempt <= answered->attempt;
        if (answered->result.ok || isRepeated)
            return answered->order == order ? answered->result : anotherOfThisId();
    }
    const CommandResult result = carryOut(command.id, order);
    m_answered.put(command.id, {order, origin, command.attempt, result});
    return result;
}

CommandResult FaultInjector::carryOut(const QString &id, const FaultOrder &order)
{
    if (!m_isAllowed)
        return notAllowed();
    // Whether somebody breaks what the lease stands on shows only when asked to.
    const QString why = infoOf(order.fault).backing ? breakBacking(order) : refusal(order.fault);
    if (!why.isEmpty())
        return CommandResult::refused(409, why);
    Q_EMIT announced(sentenceOf(order), factsOf(order, m_self), keyOf(id));
    begin(order);
    return CommandResult::done(0);
}

/// Why somebody else cannot be asked for it, or an empty text.
QString FaultInjector::breakBacking(const FaultOrder &order) const
{
    const FaultInfo &info = infoOf(order.fault);
    const QString backing = QString::fromLatin1(info.backing);
    if (!m_askForFault || backing != m_backing)
        return QStringLiteral("That node has no %1 faults set up (--%1-faults).").arg(backing);
    return m_askForFault(QString::fromLatin1(info.name), info.seconds ? lengthOf(order) : 0ms);
}

/// Why a fault is not possible here now, or an empty text.
QString FaultInjector::refusal(Fault fault) const
{
    if (concernsEngine(fault) && !m_lease.isHolder())
        return QStringLiteral("That node does not run the engine.");
    if (fault == Fault::StepDown && m_transport.peerCount() == 0)
        return QStringLiteral("There is no other node to take the lease.");
    if (fault == Fault::FreezeNode && ::getpid() == 1 && !canHoldThreads())
        return QStringLiteral("That node is process 1 and has no /proc of its own: it cannot be frozen.");
    return {};
}

void FaultInjector::begin(const FaultOrder &order)
{
    switch (order.fault) {
    case Fault::CrashEngine:
        return m_engine.inject(EngineFault::Crash);
    case Fault::HangEngine:
        m_engine.inject(EngineFault::Hang);
        Q_EMIT engineHangs();
        return;
    case Fault::StepDown:
        // After the answer, which the holder gives.
        QTimer::singleShot(0, this, [this] { m_lease.release(); });
        return;
    case Fault::KillNode:
        QTimer::singleShot(lastWords, this, [] { std::_Exit(EXIT_FAILURE); });
        return;
    case Fault::FreezeNode:
        QTimer::singleShot(lastWords, this, [this, length = lengthOf(order)] { freeze(length); });
        return;
    case Fault::IsolateNode:
    case Fault::LossyNetwork:
        QTimer::singleShot(lastWords, this, [this, order] { setNetwork(order); });
        return;
    case Fault::OfBacking:
        return; // somebody else has been asked
    }
}

void FaultInjector::freeze(std::chrono::milliseconds length)
{
    // Only a signal from outside stops process 1 of a container.
    if (::getpid() != 1 && m_engine.armWaking(length))
        ::kill(::getpid(), SIGSTOP);
    else
        holdThreads(length);
}

void FaultInjector::setNetwork(const FaultOrder &order)
{
    if (order.fault == Fault::IsolateNode) {
        m_transport.setIsolated(true);
        m_isolation.start(lengthOf(order));
    } else {
        m_transport.setLossy(lossShare, lossDelay);
        m_loss.start(lengthOf(order));
    }
}

} // namespace everbounce
