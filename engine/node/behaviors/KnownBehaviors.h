// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/Catalogue.h"
#include "engine/ball/behaviors/exchange/ScriptExchange.h"
#include "engine/ball/workload/FlightRecord.h"
#include "engine/node/events/Announcer.h"

namespace everbounce {

/// The behaviours that this node knows and shares with the others, and the events about them. Lives on the
/// cluster's thread.
class KnownBehaviors : public QObject
{
    Q_OBJECT
public:
    /// All of them outlive this object.
    KnownBehaviors(const SelfInfo &self, Transport &transport, const NodeNames &names, Announcer &announcer,
                   QObject *parent = nullptr);

    Catalogue &catalogue() { return m_catalogue; }
    const Catalogue &catalogue() const { return m_catalogue; }

    /// The name of the node that a script came from; empty if it is this one's.
    QString originOf(const BehaviorRef &ref) const { return m_scripts.originOf(ref); }

    /// Whether the holder can select the behaviour of that shown name. A script of this node's that it does
    /// not list yet will get there within moments.
    bool isKnownTo(NodeId holder, const QString &shownName) const;

    /// As viewers see them; `flight` knows which are in quarantine, and is null before there is one.
    QList<BehaviorInfo> list(const FlightRecord *flight) const;

Q_SIGNALS:
    void changed();

    /// Another node has told what it has.
    void listed();

private:
    void announceRemark(const QString &sentence);
    void announceArrival(const BehaviorRef &ref);

    const NodeNames &m_names;
    Announcer &m_announcer;
    Catalogue m_catalogue;
    ScriptExchange m_scripts;
};

} // namespace everbounce
