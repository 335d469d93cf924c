// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/log/LogExchange.h"

#include "engine/base/Bounds.h"
#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/singleton/log/LogKeys.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// What was asked or offered in vain is asked or offered again.
constexpr auto retryInterval = 1s;
/// How long a holder that lacks commands carries out no new one, which may be one of those, until all linked
/// nodes have told what they know. Whoever gives a command waits longer (CommandQueue::patience).
constexpr auto learningPatience = 3s;

} // namespace

LogExchange::LogExchange(NodeId self, Transport &transport, Replica &replica, CommandLog &log, Reads reads,
                         std::size_t stretchesTold, QObject *parent)
    : QObject(parent)
    , m_self(self)
    , m_transport(transport)
    , m_replica(replica)
    , m_log(log)
    , m_reads(std::move(reads))
    , m_stretchesTold(stretchesTold)
{
    connect(&transport, &Transport::linkUp, this, [this](const PeerInfo &peer) { askNewcomer(peer.id); });
    connect(&transport, &Transport::linkDown, this, [this](NodeId peer) { forget(peer); });
    transport.on(logkeys::kLog, this, &LogExchange::onLog);
    transport.on(logkeys::kAsk, this, &LogExchange::onAsk);
    transport.on(logkeys::kMissing, this, &LogExchange::onHoles);
    transport.on(logkeys::kOffer, this, &LogExchange::onOffer);
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, [this] { pursue(true); });
    m_patience.setSingleShot(true);
    m_patience.setInterval(learningPatience);
    connect(&m_patience, &QTimer::timeout, this, &LogExchange::settle);
}

// ---- Which commands the log has --------------------------------------------------------------------------

void LogExchange::setRestored(const LogReach &reach)
{
    m_lineage = m_replica.record()->lineage;
    m_seen = m_replica.record()->revision;
    m_seenUnder = m_replica.record()->lease;
    m_reach = reach;
    m_reach.cut(m_seen);
    forgetOld(); // the file has more than is kept
}

/// What came before its first stretch is not known. (Of a record from an older version nothing ever is.)
bool LogExchange::isLineageOpen() const
{
    const auto &record = m_replica.record();
    return record && record->lineage.isOpen() && !record->lineage.stretches().empty();
}

/// While somebody may tell which commands are in the record, none is taken for one that is.
void LogExchange::forgetOld()
{
    if (!m_replica.record() || asksForLineage())
        return;
    if (const std::size_t count = m_log.forget(*m_replica.record()); count > 0)
        Q_EMIT forgotForeign(count);
}

/// Up to here a follower needs nothing from the holder.
std::uint64_t LogExchange::missingAfter() const
{
    LogReach reach = m_reach;
    reach.cover(m_excused, {0, bounds::maxCount});
    return reach.whole();
}

bool LogExchange::isComplete() const
{
    const auto &record = m_replica.record();
    return !record || record->lineage == Lineage::unknown() || missingAfter() >= record->revision;
}

std::uint64_t LogExchange::upTo() const
{
    if (!m_replica.record())
        return 0;
    return holds() && m_isSettled ? m_replica.record()->revision : missingAfter();
}

std::vector<LogReach::Span> LogExchange::holes() const
{
    return m_reach.holes(upTo());
}

/// Whether there are commands to offer, perhaps: the record is of another line, or of another holder.
bool LogExchange::noteLineage()
{
    const Record &record = *m_replica.record();
    const bool isOther = record.lineage != m_lineage || record.lease != m_seenUnder;
    m_seen = record.revision;
    m_seenUnder = record.lease;
    m_hasForeign |= isOther && !holds();
    // Of an earlier record on the same line, later entries may be replaced by those of a new holder.
    m_reach.cut(m_seen);
    if (record.lineage != m_lineage) {
        m_reach.cut(record.lineage.sharedWith(m_lineage));
        m_lineage = record.lineage;
        m_isLineageTold = false;
    }
    if (m_seen > m_log.mostInRecord()) // older ones are forgotten, missing or not
        m_reach.cover({0, m_seen - m_log.mostInRecord()});
    return isOther;
}

void LogExchange::onRecordChanged()
{
    const Record &record = *m_replica.record();
    if (holds() && record.lease == m_lease) {
        const std::uint64_t before = m_seen;
        m_lineage = record.lineage;
        noteLineage();
        m_reach.cover({before, record.revision}); // what this node does itself leaves no gap
        return forgetOld();
    }
    const bool isOther = noteLineage();
    if (m_ahead.lease == record.lease)
        m_reach.cover(m_ahead.reach, {0, record.revision});
    learnFromRecord();
    if (holds())
        return askAll(); // it came with a late vote
    forgetOld();
    const bool isOfferDue = isOther || isOfferTaken();
    if (isOfferDue || !isComplete())
        pursue(isOfferDue);
}

/// The record names its last commands. Whoever held it may have ended before anybody had its log. Where the
/// beginning of its lineage is not known, a command of this log may be in it or be another side's.
void LogExchange::learnFromRecord()
{
    const Record &record = *m_replica.record();
    const std::vector<LogReach::Span> missing = m_reach.holes(record.revision);
    const auto first = std::ranges::find_if(record.applied, [&](const AppliedCommand &applied) {
        return bool(record.lineage.leaseOf(applied.revision));
    });
    if (first == record.applied.end() || missing.empty() || missing.back().upTo < first->revision)
        return;
    add(m_log.namedBy(record));
    if (m_log.hasAllNamedBy(record))
        m_reach.cover({first->revision - 1, record.revision});
}

/// The holder has sent all commands of its record in this span, but those that it lacks itself. If the record
/// has not come yet, or only an earlier one, that is remembered: another record may come instead.
void LogExchange::note(const LogReach::Span &span, const LogReach &told)
{
    const auto &record = m_replica.record();
    const bool isOfRecord = record && record->lease == m_lease;
    if (isOfRecord)
        m_reach.cover(told, {span.since, std::min(span.upTo, record->revision)});
    if (isOfRecord && span.upTo <= record->revision)
        return;
    if (m_ahead.lease != m_lease)
        m_ahead = {m_lease, {}};
    m_ahead.reach.cover(told, span);
}

void LogExchange::excuse(const std::vector<LogReach::Span> &holes)
{
    m_excused = {};
    for (const LogReach::Span &hole : holes)
        m_excused.cover(hole);
}

// ---- What this node asks and tells -----------------------------------------------------------------------

void LogExchange::setLease(const Lease &lease)
{
    if (lease == m_lease)
        return;
    m_lease = lease;
    m_asked.clear();
    m_awaited.clear();
    m_patience.stop();
    m_toldHoles.clear();
    if (!lease)
        return;
    m_excused = {}; // this holder may know more
    m_isLineageTold = false;
    if (m_replica.record()) {
        noteLineage(); // the record may have come with a vote or a handover
        m_ahead = {};
        learnFromRecord();
        m_hasForeign = !holds(); // perhaps
    }
    if (holds())
        askAll();
    else
        pursue(true);
}

void LogExchange::announce(const LoggedCommand &command, std::uint64_t since)
{
    m_transport.sendToAll(logMessage({since, command.revision}, {command}));
}

bool LogExchange::follows() const
{
    const auto &record = m_replica.record();
    return record && m_lease && !holds() && record->lease == m_lease;
}

/// As a holder that begins, perhaps with a record whose commands others have.
void LogExchange::askAll()
{
    m_asked.clear();
    m_isSettled = isComplete();
    if (!m_isSettled || isLineageOpen()) {
        for (const PeerInfo &peer : m_transport.peers())
            m_asked.insert(peer.id);
    }
    m_awaited = m_isSettled ? std::set<NodeId>() : m_asked;
    if (m_awaited.empty())
        settle();
    else
        m_patience.start();
    pursue(false);
}

void LogExchange::askNewcomer(NodeId peer)
{
    if (!holds() || (isComplete() && !isLineageOpen()))
        return;
    m_asked.insert(peer);
    if (!isComplete()) {
        m_awaited.insert(peer);
        if (!m_patience.isActive()) // however many come, nobody waits longer
            m_patience.start();
    }
    ask(peer, m_reach.whole());
    m_retry.start();
}

/// That node has told what it knows, or is gone.
void LogExchange::forget(NodeId peer)
{
    const bool wasAsked = m_asked.erase(peer) > 0;
    m_awaited.erase(peer);
    if (wasAsked && m_awaited.empty())
        settle();
}

/// What is missing now is missing until somebody comes who knows it.
void LogExchange::settle()
{
    m_awaited.clear();
    m_patience.stop();
    if (!holds())
        return;
    m_isSettled = true;
    m_isLineageTold = true;
    if (const auto missing = holes(); missing != m_toldHoles) {
        m_transport.sendToAll({{kType, logkeys::kMissing}, {logkeys::kHoles, encodeHoles(missing)}});
        m_toldHoles = missing;
    }
    Q_EMIT settled();
}

/// Asks for what is missing, and offers what the holder lacks, again and again until neither is left.
void LogExchange::pursue(bool isOfferDue)
{
    for (const NodeId peer : m_asked)
        ask(peer, m_reach.whole());
    if (follows() && (!isComplete() || asksForLineage()))
        ask(m_lease.holder, missingAfter());
    if (isOfferDue && follows() && m_hasForeign)
        offer();
    const bool isDone = holds() ? m_asked.empty() : !m_hasForeign && isComplete() && !asksForLineage();
    if (isDone)
        m_retry.stop();
    else if (!m_retry.isActive())
        m_retry.start();
}

void LogExchange::ask(NodeId peer, std::uint64_t since)
{
    QCborMap message{{kType, logkeys::kAsk}, {logkeys::kSince, encodeUnsigned(since)}};
    if (isLineageOpen())
        message[logkeys::kWholeLineage] = true;
    m_transport.send(peer, message);
}

/// Whether the record has what was offered last: time for more. To look for that at each publication would
/// mean looking at the whole log.
bool LogExchange::isOfferTaken() const
{
    return m_log.findIn(*m_replica.record(), m_lastOffered) != nullptr;
}

void LogExchange::offer()
{
    std::vector<LoggedCommand> foreign = m_log.foreignTo(*m_replica.record());
    m_hasForeign = !foreign.empty();
    if (foreign.size() > std::size_t(mostCommandsInMessage))
        foreign.resize(mostCommandsInMessage);
    m_lastOffered = m_hasForeign ? foreign.back().id : QString();
    if (m_hasForeign)
        m_transport.send(m_lease.holder,
                         {{kType, logkeys::kOffer}, {logkeys::kCommands, encodeCommands(foreign)}});
}

} // namespace everbounce
