// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Command.h"
#include "engine/node/view/FailoverView.h"
#include "engine/node/view/KeysView.h"
#include "engine/node/view/NodeView.h"
#include "engine/node/view/ScriptsInterface.h"

#include <QObject>

namespace everbounce {

/// A node as every viewer sees it, windows and pages alike. Lives on the cluster's thread. Its signals carry
/// values, and viewers receive them on their own threads by queued connections. Connect before the node is
/// started and nothing is missed: the first of each signal carries the whole state.
class NodeInterface : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// By which its viewers write scripts. Call it before the node is started; what it returns lives as long
    /// as the node. Null: they cannot.
    virtual ScriptsInterface *scripts() { return nullptr; }

public Q_SLOTS:
    /// How many viewers one kind of client ("web", "window") has now. Invoke it by a queued call.
    virtual void setViewers(const QString &kind, int count) = 0;

    /// Has a command carried out, whichever node it is for; executed() follows. `id` is unique in the world
    /// (a UUID): a command that comes again is not carried out again. Invoke it by a queued call.
    virtual void execute(const QString &id, const everbounce::Command &command) = 0;

    /// Asks for the node's figures; figuresReady() follows. Invoke it by a queued call.
    virtual void requestFigures(quint64 request) = 0;

    /// Wants the last changes of holder; failoversReady() follows. To be invoked by a queued call.
    virtual void requestFailovers() = 0;

    /// Wants all about the change to this term; failoverReady() follows. To be invoked by a queued call.
    virtual void requestFailover(quint64 term) = 0;

    /// Wants to know which keys the cluster has; keysReady() follows. To be invoked by a queued call.
    virtual void requestKeys(quint64 request) = 0;

    /// Wants a new key for all nodes but one (its id or name, or those of a member that is known), or for all
    /// (empty); keyRotated() follows. To be invoked by a queued call.
    virtual void rotateKey(quint64 request, const QString &without) = 0;

Q_SIGNALS:
    /// The result of the command with this id: carried out and safe, or refused.
    void executed(const QString &id, const everbounce::CommandResult &result);

    /// The cluster's view changed. At most a few times a second, except when something happens.
    void clusterChanged(const everbounce::ClusterView &view);

    /// The track was extended or changed, or the clock was corrected. About twice in three seconds.
    void flightChanged(const everbounce::FlightView &view);

    /// The next event of the cluster's list.
    void eventHappened(const everbounce::EventView &event);

    /// The list was taken over from another node: this is all of it, oldest first, and none of it is news.
    void eventsReplaced(const QList<everbounce::EventView> &events);

    void figuresReady(quint64 request, const QList<everbounce::Metric> &figures);

    void keysReady(quint64 request, const everbounce::KeysView &keys);
    void keyRotated(quint64 request, const everbounce::KeyRotated &result);

    /// The newest first.
    void failoversReady(const QList<everbounce::FailoverSummary> &list);

    /// Nothing where no living node knows of it.
    void failoverReady(quint64 term, const std::optional<everbounce::FailoverView> &view);
};

} // namespace everbounce
