// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/peer/LogExchange.h"

#include "engine/base/CborNumbers.h"
#include "engine/base/MonotonicClock.h"
#include "engine/cluster/link/MessageKeys.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr QLatin1String kLog("log");
constexpr QLatin1String kAsk("log-ask");
constexpr QLatin1String kOffer("log-offer");
constexpr QLatin1String kSince("since");
constexpr QLatin1String kUpTo("up_to");
constexpr QLatin1String kCommands("commands");

/// What was asked or offered in vain is asked or offered again.
constexpr auto retryInterval = 1s;
constexpr int holderTries = 5;
/// Looking for an answer means looking at the whole log.
constexpr int asksPerSecond = 200;

QCborMap logMessage(std::uint64_t since, std::uint64_t upTo, const std::vector<LoggedCommand> &commands)
{
    return {{kType, kLog},
            {kSince, encodeUnsigned(since)},
            {kUpTo, encodeUnsigned(upTo)},
            {kCommands, encodeCommands(commands)}};
}

} // namespace

LogExchange::LogExchange(NodeId self, Transport &transport, const Replica &replica, CommandLog &log,
                         Reads reads, QObject *parent)
    : QObject(parent)
    , m_self(self)
    , m_transport(transport)
    , m_replica(replica)
    , m_log(log)
    , m_reads(std::move(reads))
    , m_asks(asksPerSecond)
{
    connect(&transport, &Transport::linkUp, this, [this](const PeerInfo &peer) {
        if (holds() && m_gap)
            ask(peer.id, *m_gap);
    });
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, &LogExchange::pursue);
}

void LogExchange::setRestored(std::uint64_t upTo)
{
    m_lineage = m_replica.record()->lineage;
    m_synced = upTo;
}

void LogExchange::setLease(const Lease &lease)
{
    const bool isAnother = lease && lease != m_lease;
    m_lease = lease;
    if (!isAnother || !m_replica.record())
        return;
    noteLineage(); // the record may have come with a vote or a handover
    m_ahead = {};
    m_triesLeft = holderTries;
    if (!holds() && m_gap)
        m_synced = std::min(m_synced, *std::exchange(m_gap, std::nullopt)); // this holder may know more
    m_hasForeign = !holds();                                                // perhaps
    pursue();
}

void LogExchange::announce(const LoggedCommand &command, std::uint64_t since)
{
    m_transport.sendToAll(logMessage(since, command.revision, {command}));
}

bool LogExchange::isComplete() const
{
    const auto &record = m_replica.record();
    return !record || record->lineage == Lineage::unknown() || m_synced >= record->revision;
}

void LogExchange::noteLineage()
{
    m_seen = m_replica.record()->revision;
    // Of an earlier record on the same line, later entries may be replaced by those of a new holder.
    m_synced = std::min(m_synced, m_seen);
    const Lineage &lineage = m_replica.record()->lineage;
    if (lineage == m_lineage)
        return;
    m_synced = std::min(m_synced, lineage.sharedWith(m_lineage));
    m_lineage = lineage;
    m_hasForeign |= !holds();
}

void LogExchange::onRecordChanged()
{
    const Record &record = *m_replica.record();
    const bool isOwn = holds() && record.lease == m_lease;
    if (isOwn && m_synced >= m_seen) {
        m_lineage = record.lineage; // what this node does itself leaves no gap
        m_synced = record.revision;
    }
    noteLineage();
    if (m_ahead.lease == record.lease)
        advance(m_ahead.since, m_ahead.upTo);
    if (m_hasForeign || !isComplete())
        pursue();
}

/// The log has all commands between these two revisions of the holder's record. If that has not come yet, or
/// only an earlier one, they are remembered: another record may come instead.
void LogExchange::advance(std::uint64_t since, std::uint64_t upTo)
{
    const auto &record = m_replica.record();
    const bool isOfRecord = record && (holds() || record->lease == m_lease);
    if (isOfRecord && since <= m_synced)
        m_synced = std::max(m_synced, std::min(upTo, record->revision));
    if (holds() || (isOfRecord && upTo <= record->revision))
        return;
    if (m_ahead.lease == m_lease && since <= m_ahead.upTo && m_ahead.since <= since)
        m_ahead.upTo = std::max(m_ahead.upTo, upTo);
    else
        m_ahead = {m_lease, since, upTo};
}

/// Asks for what is missing, and offers what the holder lacks, again and again until neither is left.
void LogExchange::pursue()
{
    const auto &record = m_replica.record();
    const bool follows = record && m_lease && !holds() && record->lease == m_lease;
    if (holds() && !isComplete()) {
        if (m_triesLeft-- > 0) {
            m_transport.sendToAll({{kType, kAsk}, {kSince, encodeUnsigned(m_synced)}});
        } else {
            m_gap = m_synced;
            m_synced = record->revision;
        }
    } else if (follows && !isComplete()) {
        ask(m_lease.holder, m_synced);
    }
    if (follows && m_hasForeign)
        offer();
    if (!m_hasForeign && isComplete())
        m_retry.stop();
    else if (!m_retry.isActive())
        m_retry.start();
}

void LogExchange::ask(NodeId peer, std::uint64_t since)
{
    m_transport.send(peer, {{kType, kAsk}, {kSince, encodeUnsigned(since)}});
}

void LogExchange::offer()
{
    std::vector<LoggedCommand> foreign = m_log.foreignTo(*m_replica.record());
    m_hasForeign = !foreign.empty();
    if (foreign.size() > std::size_t(mostCommandsInMessage))
        foreign.resize(mostCommandsInMessage);
    if (m_hasForeign)
        m_transport.send(m_lease.holder, {{kType, kOffer}, {kCommands, encodeCommands(foreign)}});
}

bool LogExchange::handle(NodeId from, const QCborMap &message)
{
    const QString type = message[kType].toString();
    if (type == kLog)
        onLog(from, message);
    else if (type == kAsk)
        onAsk(from, message);
    else if (type == kOffer)
        onOffer(message);
    else
        return false;
    return true;
}

std::vector<LoggedCommand> LogExchange::readable(const QCborMap &message) const
{
    auto commands = decodeCommands(message[kCommands]).value_or(std::vector<LoggedCommand>());
    std::erase_if(commands, [&](const LoggedCommand &command) { return !m_reads(command.content); });
    return commands;
}

/// From the holder, or from any node to a holder that has asked.
void LogExchange::onLog(NodeId from, const QCborMap &message)
{
    const auto since = decodeCount(message[kSince]);
    const auto upTo = decodeCount(message[kUpTo]);
    const auto &record = m_replica.record();
    if (!since || !upTo || (!holds() && from != m_lease.holder))
        return;
    std::vector<LoggedCommand> commands = readable(message);
    if (holds())
        std::erase_if(commands, [&](const LoggedCommand &command) {
            return !record || !record->has(command.lease, command.revision);
        });
    // A command that is in this node's record keeps its place there, even if its place in the holder's record
    // is another: should that record come, it is asked for again.
    const auto isElsewhere = [&](const LoggedCommand &command) {
        return record && m_log.findIn(*record, command.id) && !record->has(command.lease, command.revision);
    };
    const bool isOfAnother = std::erase_if(commands, isElsewhere) > 0;
    std::erase_if(commands, [&](const LoggedCommand &command) { return !m_log.add(command); });
    if (!commands.empty())
        Q_EMIT logged(commands);
    if (isOfAnother)
        return;
    if (!commands.empty() && holds() && m_gap)
        m_transport.sendToAll(logMessage(*m_gap, *m_gap, commands)); // the others have the same gap
    const bool wasComplete = isComplete();
    advance(*since, *upTo);
    if (record && *upTo > *since && *upTo < record->revision)
        ask(from, *upTo);
    if (!wasComplete && isComplete())
        Q_EMIT completed();
}

void LogExchange::onAsk(NodeId from, const QCborMap &message)
{
    const auto since = decodeCount(message[kSince]);
    const auto &record = m_replica.record();
    if (!since || !record || !m_asks.admits(monotonicNow()))
        return;
    const std::vector<LoggedCommand> commands = m_log.since(*record, *since);
    const bool isAll = commands.size() < std::size_t(mostCommandsInMessage);
    const std::uint64_t known = std::min(record->revision, m_synced);
    m_transport.send(from, logMessage(*since, isAll ? known : commands.back().revision, commands));
}

void LogExchange::onOffer(const QCborMap &message)
{
    if (!holds())
        return;
    if (const auto commands = readable(message); !commands.empty())
        Q_EMIT offered(commands);
}

} // namespace everbounce
