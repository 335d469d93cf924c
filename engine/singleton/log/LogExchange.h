// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/cluster/mesh/Transport.h"
#include "engine/singleton/replica/Replica.h"
#include "engine/singleton/replica/store/CommandLog.h"
#include "engine/singleton/replica/store/LogReach.h"

#include <QTimer>

#include <functional>
#include <set>

namespace everbounce {

/// Keeps the command logs of the nodes alike: the holder announces what it carries out; a follower asks for
/// what it missed, and offers what the holder's state lacks. See docs/commands.md. Lives on the cluster's
/// thread.
class LogExchange : public QObject
{
    Q_OBJECT
public:
    /// Whether a command's content is valid.
    using Reads = std::function<bool(const QCborMap &)>;

    /// `stretchesTold`: so many go with each record.
    LogExchange(NodeId self, Transport &transport, Replica &replica, CommandLog &log, Reads reads,
                std::size_t stretchesTold = Lineage::mostTold, QObject *parent = nullptr);

    /// The record and the log come from the disk.
    void setRestored(const LogReach &reach);

    /// Up to this revision the log has all commands of the record but those in holes(): as far as any node
    /// that could be asked knows them.
    std::uint64_t upTo() const;
    std::vector<LogReach::Span> holes() const;

    /// Whether some linked node may still tell this node, under this lease, of commands that the record has
    /// and the log lacks. settled() follows, within a short time.
    bool mayLearn(const Lease &lease) const { return lease != m_lease || !m_awaited.empty(); }

    /// Another lease counts now.
    void setLease(const Lease &lease);

    /// As the holder: tells all that this command follows the revision `since`. The record comes after it.
    void announce(const LoggedCommand &command, std::uint64_t since);

    /// The replica keeps another record.
    void onRecordChanged();

    /// Whether the log has all commands of the record, as far as any node still knows them.
    bool isComplete() const;

Q_SIGNALS:
    /// The log now has these commands from another node.
    void logged(const std::vector<everbounce::LoggedCommand> &commands);

    /// isComplete() is true again.
    void completed();

    /// mayLearn() is false now.
    void settled();

    /// To the holder: another node has these, or this one, and the state does not.
    void offered(const std::vector<everbounce::LoggedCommand> &commands);

    /// The log had to forget so many that are not in the state.
    void forgotForeign(quint64 count);

private:
    void learnFromRecord();
    void onLog(NodeId from, const QCborMap &message);
    void onAsk(NodeId from, const QCborMap &message);
    void onHoles(NodeId from, const QCborMap &message);
    void onOffer(NodeId from, const QCborMap &message);
    bool learnLineage(NodeId from, const QCborMap &message);
    void learnFromHolder(NodeId holder, const LogReach::Span &span, const QCborMap &message);
    void learnFromPeer(NodeId peer, const LogReach::Span &span, const QCborMap &message);
    std::vector<LoggedCommand> readable(const QCborMap &message) const;
    void add(std::vector<LoggedCommand> commands);
    QCborMap logMessage(const LogReach::Span &span, const std::vector<LoggedCommand> &commands) const;
    std::uint64_t known() const;
    std::uint64_t missingAfter() const;
    bool holds() const { return m_lease && m_lease.holder == m_self; }
    bool follows() const;
    void ask(NodeId peer, std::uint64_t since);
    void askAll();
    void askNewcomer(NodeId peer);
    void forget(NodeId peer);
    void settle();
    void offer();
    bool isOfferTaken() const;
    void forgetOld();
    bool isLineageOpen() const;
    bool asksForLineage() const { return isLineageOpen() && !m_isLineageTold; }
    bool noteLineage();
    void excuse(const std::vector<LogReach::Span> &holes);
    void note(const LogReach::Span &span, const LogReach &told);
    void pursue(bool isOfferDue);

    NodeId m_self;
    Transport &m_transport;
    Replica &m_replica;
    CommandLog &m_log;
    Reads m_reads;
    std::size_t m_stretchesTold;
    Lease m_lease;
    Lineage m_lineage;         ///< of the record, as it was last
    LogReach m_reach;          ///< which of its commands the log has
    std::uint64_t m_seen = 0;  ///< the record's revision, as it was last
    Lease m_seenUnder;         ///< and its lease
    bool m_hasForeign = false; ///< and some commands that are not of it
    QString m_lastOffered;     ///< of those
    /// Whoever can be asked has told how the record's lineage begins.
    bool m_isLineageTold = false;

    /// Of the holder's record, ahead of it.
    struct Ahead
    {
        Lease lease;
        LogReach reach;
    };
    Ahead m_ahead;
    LogReach m_excused;         ///< what the holder lacks itself, and nobody it reaches knows
    std::set<NodeId> m_asked;   ///< by a holder that lacks some; they have not told all they know
    std::set<NodeId> m_awaited; ///< those of them for which commands wait
    QTimer m_patience;          ///< and no longer than this
    bool m_isSettled = true;    ///< all that could be asked when this holder began have been
    std::vector<LogReach::Span> m_toldHoles; ///< the others know of them
    QTimer m_retry;
    RateLimit m_asks{asksPerSecond};

    /// Looking for an answer means looking at the whole log.
    static constexpr int asksPerSecond = 200;
};

} // namespace everbounce
