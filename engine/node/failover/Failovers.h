// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/failover/FailoverInquiry.h"
#include "engine/node/failover/FailoverRecorder.h"

namespace everbounce {

/// The story of the last changes of holder: records them on this node, and merges what all nodes have
/// recorded. Lives on the cluster's thread.
class Failovers : public QObject
{
    Q_OBJECT
public:
    /// Make it before anything else that listens to the transport, which outlives this object, as `names`
    /// does.
    Failovers(NodeNames &names, const Timing &timing, Transport &transport, QObject *parent = nullptr);

    /// The singleton that this is about; it outlives this object.
    void follow(Singleton &singleton);

    /// Asks for the list of changes; listed() follows.
    void requestList() { m_inquiry.ask(0); }

    /// Asks for everything about the change to `term`, over 0; told() follows.
    void request(quint64 term) { m_inquiry.ask(term); }

Q_SIGNALS:
    /// The last changes, the newest first.
    void listed(const QList<everbounce::FailoverSummary> &list);

    /// Nothing if no living node knows of it.
    void told(quint64 term, const std::optional<everbounce::FailoverView> &view);

private:
    void conclude(quint64 term, const std::vector<FailoverPart> &parts, const QList<NodeId> &missing);
    QList<FailoverSummary> listOf(const std::vector<FailoverPart> &parts) const;
    FailoverSetting setting() const;

    Nanoseconds m_tick;
    NodeNames &m_names;
    Singleton *m_singleton = nullptr;
    FailoverRecorder m_recorder;
    FailoverInquiry m_inquiry;
};

} // namespace everbounce
