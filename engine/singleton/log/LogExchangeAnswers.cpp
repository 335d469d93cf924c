// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/Bounds.h"
#include "engine/base/MonotonicClock.h"
#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/singleton/log/LogExchange.h"
#include "engine/singleton/log/LogKeys.h"

#include <algorithm>

// What other nodes ask, and what they tell.

namespace everbounce {

std::vector<LoggedCommand> LogExchange::readable(const QCborMap &message) const
{
    auto commands = decodeCommands(message[logkeys::kCommands]).value_or(std::vector<LoggedCommand>());
    std::erase_if(commands, [&](const LoggedCommand &command) {
        return !command.content.isEmpty() && !m_reads(command.content);
    });
    return commands;
}

void LogExchange::add(std::vector<LoggedCommand> commands)
{
    std::erase_if(commands, [&](const LoggedCommand &command) { return !m_log.add(command); });
    if (commands.empty())
        return;
    Q_EMIT logged(commands);
    forgetOld();
}

/// From the holder, or from any node to a holder that has asked.
void LogExchange::onLog(NodeId from, const QCborMap &message)
{
    const auto since = decodeCount(message[logkeys::kSince]);
    const auto upTo = decodeCount(message[logkeys::kUpTo]);
    if (!since || !upTo)
        return;
    const bool wasComplete = isComplete();
    const bool knowsLineage = learnLineage(from, message);
    if (holds())
        learnFromPeer(from, {*since, *upTo}, message);
    else if (from == m_lease.holder)
        learnFromHolder(from, {*since, *upTo}, message);
    if (!wasComplete && isComplete())
        Q_EMIT completed();
    if (knowsLineage && holds())
        Q_EMIT offered(m_log.foreignTo(*m_replica.record()));
    else if (knowsLineage)
        pursue(true);
}

/// How the lineage of the record begins, of which records bring only the end along. If that is news, it shows
/// which commands of this log are not in the record.
bool LogExchange::learnLineage(NodeId from, const QCborMap &message)
{
    QCborMap rest = message;
    const auto lineage = takeLineage(rest, bounds::maxCount);
    if (!lineage || *lineage == Lineage::unknown() || !(holds() || (from == m_lease.holder && follows())))
        return false;
    const bool isNews = m_replica.completeLineage(*lineage);
    if (isNews)
        noteLineage();
    m_isLineageTold |= !holds();
    return isNews;
}

void LogExchange::learnFromHolder(NodeId holder, const LogReach::Span &span, const QCborMap &message)
{
    const auto &record = m_replica.record();
    std::vector<LoggedCommand> commands = readable(message);
    // A command that is in this node's record keeps its place there, even if its place in the holder's record
    // is another: should that record come, it is asked for again.
    const auto isElsewhere = [&](const LoggedCommand &command) {
        return record && m_log.isElsewhere(*record, command);
    };
    const bool isOfAnother = std::erase_if(commands, isElsewhere) > 0;
    add(std::move(commands));
    if (isOfAnother)
        return;
    const auto missing = decodeHoles(message[logkeys::kHoles]);
    excuse(missing);
    note(span, LogReach(span.upTo, missing));
    if (record && span.upTo > span.since && span.upTo < record->revision)
        ask(holder, span.upTo);
}

/// Of what this holder's record has, and no more: its peer may have another one, and be wrong.
void LogExchange::learnFromPeer(NodeId peer, const LogReach::Span &span, const QCborMap &message)
{
    const auto &record = m_replica.record();
    if (!record)
        return;
    std::vector<LoggedCommand> commands = readable(message);
    std::erase_if(commands, [&](const LoggedCommand &command) {
        const LoggedCommand *known = m_log.findIn(*record, command.id);
        return !record->has(command.lease, command.revision) || (known && !known->content.isEmpty());
    });
    add(std::move(commands));
    if (!m_asked.contains(peer))
        return;
    QCborMap rest = message;
    const auto lineage = takeLineage(rest, bounds::maxCount);
    const std::uint64_t shared = lineage ? record->lineage.sharedWith(*lineage) : 0;
    m_reach.cover(LogReach(span.upTo, decodeHoles(message[logkeys::kHoles])),
                  {span.since, std::min({span.upTo, shared, record->revision})});
    if (span.upTo > span.since && span.upTo < record->revision)
        ask(peer, span.upTo);
    else
        forget(peer);
}

/// The holder lacks these, and nobody it could ask knows them.
void LogExchange::onHoles(NodeId from, const QCborMap &message)
{
    if (holds() || from != m_lease.holder)
        return;
    const bool wasComplete = isComplete();
    excuse(decodeHoles(message[logkeys::kHoles]));
    if (!isComplete())
        pursue(false); // it knows more now
    else if (!wasComplete)
        Q_EMIT completed();
}

void LogExchange::onAsk(NodeId from, const QCborMap &message)
{
    const auto since = decodeCount(message[logkeys::kSince]);
    if (!since || !m_asks.admits(monotonicNow()))
        return;
    const auto &record = m_replica.record();
    if (!record)
        return m_transport.send(from, logMessage({*since, *since}, {}));
    const std::vector<LoggedCommand> commands = m_log.since(*record, *since);
    const bool isAll = commands.size() < std::size_t(mostCommandsInMessage);
    const std::uint64_t upTo = isAll ? known() : std::min(known(), commands.back().revision);
    QCborMap answer = logMessage({*since, upTo}, commands);
    addLineage(answer, record->lineage, m_stretchesTold);
    if (message[logkeys::kWholeLineage].toBool())
        addEarlierLineage(answer, record->lineage, m_stretchesTold);
    m_transport.send(from, answer);
}

void LogExchange::onOffer(NodeId, const QCborMap &message)
{
    if (!holds())
        return;
    if (const auto commands = readable(message); !commands.empty())
        Q_EMIT offered(commands);
}

QCborMap LogExchange::logMessage(const LogReach::Span &span, const std::vector<LoggedCommand> &commands) const
{
    QCborMap message{{kType, logkeys::kLog},
                     {logkeys::kSince, encodeUnsigned(span.since)},
                     {logkeys::kUpTo, encodeUnsigned(span.upTo)},
                     {logkeys::kCommands, encodeCommands(commands)}};
    if (const auto missing = m_reach.holes(known()); !missing.empty())
        message[logkeys::kHoles] = encodeHoles(missing);
    return message;
}

/// What this node can answer for. A holder that may still learn of commands promises nothing beyond what it
/// has: what is then confirmed is to be known.
std::uint64_t LogExchange::known() const
{
    const auto &record = m_replica.record();
    if (!record || holds())
        return record ? upTo() : 0;
    return std::min(record->revision, m_reach.upTo());
}

} // namespace everbounce
