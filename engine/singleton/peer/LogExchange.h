// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/cluster/mesh/Transport.h"
#include "engine/singleton/replica/CommandLog.h"
#include "engine/singleton/replica/Replica.h"

#include <QTimer>

#include <functional>

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

    LogExchange(NodeId self, Transport &transport, const Replica &replica, CommandLog &log, Reads reads,
                QObject *parent = nullptr);

    /// The record and the log come from the disk; the log has all commands up to this revision.
    void setRestored(std::uint64_t upTo);
    std::uint64_t upTo() const { return m_synced; }

    /// Another lease counts now.
    void setLease(const Lease &lease);

    /// As the holder: tells all that this command follows the revision `since`. The record comes after it.
    void announce(const LoggedCommand &command, std::uint64_t since);

    /// The replica keeps another record.
    void onRecordChanged();

    /// Whether the log has all commands of the record, as far as any node still knows them.
    bool isComplete() const;

    /// A message from another node. False if it is not for the log.
    bool handle(NodeId from, const QCborMap &message);

Q_SIGNALS:
    /// The log now has these commands from another node.
    void logged(const std::vector<everbounce::LoggedCommand> &commands);

    /// isComplete() is true again.
    void completed();

    /// To the holder: another node has these, and the state does not.
    void offered(const std::vector<everbounce::LoggedCommand> &commands);

private:
    void onLog(NodeId from, const QCborMap &message);
    void onAsk(NodeId from, const QCborMap &message);
    void onOffer(const QCborMap &message);
    std::vector<LoggedCommand> readable(const QCborMap &message) const;
    bool holds() const { return m_lease && m_lease.holder == m_self; }
    void ask(NodeId peer, std::uint64_t since);
    void offer();
    void noteLineage();
    void advance(std::uint64_t since, std::uint64_t upTo);
    void pursue();

    NodeId m_self;
    Transport &m_transport;
    const Replica &m_replica;
    CommandLog &m_log;
    Reads m_reads;
    Lease m_lease;
    Lineage m_lineage;          ///< of the record, as it was last
    std::uint64_t m_synced = 0; ///< the log has all commands of the lineage up to this revision
    std::uint64_t m_seen = 0;   ///< the record's revision, as it was last
    bool m_hasForeign = false;  ///< and some that are not of it

    /// What the holder has announced ahead of its record.
    struct Ahead
    {
        Lease lease;
        std::uint64_t since = 0;
        std::uint64_t upTo = 0;
    };
    Ahead m_ahead;
    int m_triesLeft = 0; ///< of a holder that lacks some: perhaps nobody knows them any more
    /// It gave up: after this revision some are missing, unless a node comes that knows them.
    std::optional<std::uint64_t> m_gap;
    QTimer m_retry;
    RateLimit m_asks;
};

} // namespace everbounce
