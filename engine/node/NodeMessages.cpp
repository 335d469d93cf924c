// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/NodeMessages.h"

#include "engine/base/CborNumbers.h"
#include "engine/node/Node.h"

// What nodes say to each other beside the lease, and what becomes of commands.

namespace everbounce {
namespace {

constexpr QLatin1String kType("t");
constexpr QLatin1String kStatus("status");
constexpr QLatin1String kViewers("viewers");
constexpr QLatin1String kLinks("links");
constexpr QLatin1String kKept("kept");
constexpr QLatin1String kTerm("term");
constexpr QLatin1String kRevision("revision");
constexpr QLatin1String kEnd("end");

} // namespace

QCborMap statusMessage(int viewers, const QCborMap &links)
{
    return {{kType, kStatus}, {kViewers, viewers}, {kLinks, links}};
}

QCborMap keptMessage(const Record &record)
{
    return {{kType, kKept},
            {kTerm, encodeUnsigned(record.lease.term)},
            {kRevision, encodeUnsigned(record.revision)},
            {kEnd, encodeUnsigned(record.reach.end)}};
}

void Node::takeMessage(NodeId from, const QCborMap &message)
{
    const QString type = message[kType].toString();
    if (type == kStatus) {
        m_viewers.setPeer(from, message[kViewers].toInteger());
        m_links.setPeer(from, message[kLinks].toMap());
        showClusterSoon();
    } else if (type == kKept) {
        takeKept(from, message);
    } else if (m_events.takeMessage(from, message)) {
        return;
    } else if (const auto command = decodeCommand(message)) {
        takeCommand(from, *command);
    } else if (const auto result = decodeResult(message)) {
        if (!m_faults.conclude(result->id, result->content))
            m_commands.conclude(result->id, result->content);
    }
}

void Node::takeKept(NodeId from, const QCborMap &message)
{
    const auto term = decodeCount(message[kTerm]);
    const auto revision = decodeCount(message[kRevision]);
    const auto end = decodeTick(message[kEnd]);
    if (!revision || !end || term != m_lease.lease().term || !m_lease.isHolder())
        return;
    // Who says that it keeps more than was published would have commands confirmed that come only later.
    if (!m_lease.hasPublished(*revision, *end))
        return noteRefusal(Refusal::KeptUnpublished, from);
    m_lease.noteKept(from, freshnessOf(*revision, *end));
    m_tenure.confirm(*revision);
}

/// Tells the holder that this node's replica has its record: so commands become safe, and it is not sent
/// again.
void Node::sayWhatIsKept()
{
    const auto &record = m_replica.record();
    if (record->lease.holder != m_id && record->lease == m_lease.lease())
        m_transport->send(record->lease.holder, keptMessage(*record));
}

void Node::takeCommand(NodeId from, const CommandMessage &command)
{
    if (command.content.kind == Command::Kind::InjectFault)
        m_transport->send(from, encodeResult(command.id, m_faults.carryOut(from, command)));
    else
        m_tenure.carryOut({from, command.id, orderOf(command.content), 0, command.attempt});
}

void Node::execute(const QString &id, const Command &command)
{
    if (command.kind == Command::Kind::InjectFault)
        m_faults.accept(id, command.fault);
    else
        m_commands.accept(id, orderOf(command));
}

void Node::connectCommands()
{
    connect(&m_commands, &CommandQueue::toHolder, this,
            [this](const QString &id, const Order &order, quint64 attempt) {
                const NodeId holder = m_lease.lease().holder;
                if (holder == m_id)
                    m_tenure.carryOut({m_id, id, order, 0, attempt});
                else
                    m_transport->send(holder, encodeCommand(id, order, attempt));
            });
    connect(&m_commands, &CommandQueue::concluded, this, &Node::conclude);
    connect(&m_tenure, &Tenure::answered, this,
            [this](NodeId origin, const QString &id, const CommandResult &result) {
                if (origin == m_id)
                    m_commands.conclude(id, result);
                else
                    m_transport->send(origin, encodeResult(id, result));
            });
}

void Node::connectFaults()
{
    connect(&m_faults, &FaultInjector::concluded, this, [this](const QString &id, CommandResult result) {
        if (result.ok) // a fault makes no revision of its own
            result.revision = m_replica.record() ? m_replica.record()->revision : 0;
        conclude(id, result);
    });
    connect(&m_faults, &FaultInjector::announced, this, [this](const QString &text, const EventFacts &facts) {
        announce(EventView::Level::Warning, QStringLiteral("%1: %2").arg(m_config.name, text), facts);
    });
    connect(&m_faults, &FaultInjector::engineHangs, &m_tenure, &Tenure::lookAhead);
}

void Node::conclude(const QString &id, const CommandResult &result)
{
    ++(result.ok ? m_counts.commandsDone : m_counts.commandsRefused);
    Q_EMIT executed(id, result);
}

} // namespace everbounce
