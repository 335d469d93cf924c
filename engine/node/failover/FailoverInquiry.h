// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/mesh/Transport.h"
#include "engine/node/NodeNames.h"
#include "engine/node/failover/FailoverLog.h"
#include "engine/node/failover/FailoverStory.h"

#include <QMap>
#include <QObject>
#include <QTimer>

#include <set>

namespace everbounce {

/// Asks all nodes for their records, and answers such questions. Lives on the cluster's thread.
class FailoverInquiry : public QObject
{
    Q_OBJECT
public:
    /// All outlive this object. `names` learns those of nodes of which others tell.
    FailoverInquiry(NodeNames &names, Transport &transport, const FailoverLog &log,
                    QObject *parent = nullptr);

    /// Asks for what is known of the change to a term or, with 0, of each change without its marks. told()
    /// follows, as soon as all have answered, or after 300 ms.
    void ask(quint64 term);

Q_SIGNALS:
    /// `missing`: nodes that did not answer in time.
    void told(quint64 term, const std::vector<everbounce::FailoverPart> &parts,
              const QList<everbounce::NodeId> &missing);

private:
    struct Open
    {
        Nanoseconds until{0};
        std::set<NodeId> awaited;
        std::vector<FailoverPart> parts;
    };

    std::vector<Change> own(quint64 term) const;
    void onAsked(NodeId from, const QCborMap &message);
    void onAnswered(NodeId from, const QCborMap &message);
    void conclude(quint64 term);
    void giveUpLate();

    NodeNames &m_names;
    Transport &m_transport;
    const FailoverLog &m_log;
    QMap<quint64, Open> m_open; ///< by their terms
    QTimer m_patience;
};

} // namespace everbounce
