// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/NodeMessages.h"

#include "engine/cluster/link/MessageKeys.h"
#include "engine/node/Node.h"

// What nodes say to each other beside the lease, and what becomes of commands.

namespace everbounce {
namespace {

constexpr QLatin1String kStatus("status");
constexpr QLatin1String kViewers("viewers");
constexpr QLatin1String kWindow("window");
constexpr QLatin1String kLinks("links");

} // namespace

QCborMap statusMessage(int viewers, bool window, const QCborMap &links)
{
    return {{kType, kStatus}, {kViewers, viewers}, {kWindow, window}, {kLinks, links}};
}

void Node::onMessage(NodeId from, const QCborMap &message)
{
    if (message[kType].toString() == kStatus) {
        m_viewers.setPeer(from, message[kViewers].toInteger(), message[kWindow].toBool());
        m_links.setPeer(from, message[kLinks].toMap());
        return publishClusterSoon();
    }
    if (m_keys && m_keys->handle(from, message))
        return;
    if (m_events.handle(from, message) || m_failovers.handle(from, message) || m_chaos.handle(from, message))
        return;
    if (const auto colors = decodeColors(message))
        return onColors(from, *colors);
    const auto command = decodeCommand(message);
    if (command && command->content.kind == Command::Kind::InjectFault)
        return m_transport->send(from, encodeResult(command->id, m_faults.carryOut(from, *command)));
    const auto result = decodeResult(message);
    if (!result || !m_faults.conclude(result->id, result->result))
        m_singleton.handle(from, message);
}

/// The holder's list counts; it will hear of those who are missing in it.
void Node::onColors(NodeId from, const NodeColors::List &list)
{
    if (from != m_singleton.lease().holder)
        return;
    m_colors.adopt(list);
    m_colors.note(m_config.name);
    for (const PeerInfo &peer : m_transport->peers())
        m_colors.note(peer.name);
    publishClusterSoon();
}

void Node::execute(const QString &id, const Command &command)
{
    const bool breaks =
        command.kind == Command::Kind::InjectFault || (command.kind == Command::Kind::SetChaos && command.on);
    if (breaks && !m_config.faults)
        return conclude(id, FaultInjector::notAllowed());
    switch (command.kind) {
    case Command::Kind::InjectFault:
        return m_faults.accept(id, command.fault);
    case Command::Kind::SetChaos:
        return setChaos(id, command.on);
    case Command::Kind::SetBehavior:
    case Command::Kind::Nudge:
        return m_singleton.accept(id, orderOf(command));
    }
}

void Node::connectFaults()
{
    m_faults.setAllowed(m_config.faults);
    m_faults.setEtcdFaults(m_config.etcdFaults);
    connect(&m_faults, &FaultInjector::concluded, this, [this](const QString &id, CommandResult result) {
        if (m_chaos.conclude(id, result))
            return;
        if (result.ok) // a fault makes no revision of its own
            result.revision = m_singleton.record() ? m_singleton.record()->revision : 0;
        conclude(id, result);
    });
    m_faults.setFindEvent([this](const QString &key) { return m_events.log().find(key); });
    connect(&m_faults, &FaultInjector::announced, this,
            [this](const QString &text, const EventFacts &facts, const QString &key) {
                announce(EventView::Level::Warning, QStringLiteral("%1: %2").arg(m_config.name, text), facts,
                         key);
            });
    connect(&m_faults, &FaultInjector::engineHangs, &m_singleton, &Singleton::lookAhead);
}

void Node::conclude(const QString &id, const CommandResult &result)
{
    ++(result.ok ? m_counts.commandsDone : m_counts.commandsRefused);
    Q_EMIT executed(id, result);
}

} // namespace everbounce
