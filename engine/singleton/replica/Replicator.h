// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/Refusal.h"
#include "engine/singleton/replica/Record.h"

#include <QObject>

#include <functional>

namespace everbounce {

/// Which nodes have the record? Brings what a holder publishes to all nodes, and says when it counts. Only
/// this class puts published records into this node's replica, from here or elsewhere. Lives on the cluster's
/// thread.
class Replicator : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Where the singleton is by this node's clock; nothing while that is not certain.
    void setTickSource(std::function<std::optional<double>()> source) { m_tickSource = std::move(source); }

    /// As the holder: this record is the next one, and the singleton is at `tick` now. Only where the lease
    /// keeper says mayAct(), and not before the last one was committed. committed() follows when the record
    /// counts: at once, later, or, where this node does not hold any more by then, never.
    virtual void publish(const Record &next, double tick) = 0;

    /// Whether what is committed is safe, as in a store: it is on more disks than this node's. If not, other
    /// nodes confirm it, and disks.
    virtual bool isSafeOnceCommitted() const { return false; }

    /// Reports to the node that counts copies, if there is one, that this node has the replica's record and
    /// all that is known of the commands in it.
    virtual void confirm() = 0;

    /// This node's disk has the record that was published under this lease, up to this revision, and all
    /// commands in it. True if it is worth telling: confirm() does so.
    virtual bool noteWritten(const Lease &, std::uint64_t) { return false; }

    /// How many nodes have this revision of the record that this node has published, itself included.
    virtual int copies(std::uint64_t revision) const = 0;

Q_SIGNALS:
    /// What this node published counts, and is in its replica.
    void committed();

    /// Another node has this revision of what this node published.
    void confirmed(quint64 revision);

    /// Another node has this revision of what this node published on its disk, too.
    void written(quint64 revision);

    /// Another node's record has replaced what the replica kept.
    void replaced();

    /// The holder said where the singleton was when it sent this.
    void tickStamped(double tick);

    void refused(everbounce::Refusal refusal, everbounce::NodeId from);

protected:
    std::optional<double> tickNow() const { return m_tickSource ? m_tickSource() : std::nullopt; }

private:
    std::function<std::optional<double>()> m_tickSource;
};

} // namespace everbounce
