// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// What the cluster is and does, for QML. Lives on the main thread.
class ClusterState : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    Q_PROPERTY(QString behavior READ behavior NOTIFY changed FINAL)
    /// The behaviour may yet be rolled back.
    Q_PROPERTY(bool onTrial READ onTrial NOTIFY changed FINAL)
    /// Id of the node that holds the lease; empty if none is known.
    Q_PROPERTY(QString holderId READ holderId NOTIFY changed FINAL)
    /// That is this node.
    Q_PROPERTY(bool runsHere READ runsHere NOTIFY changed FINAL)
    /// Name of this node.
    Q_PROPERTY(QString selfName READ selfName NOTIFY changed FINAL)
    /// Numbers of QML: exact up to 2⁵³.
    Q_PROPERTY(double term READ term NOTIFY changed FINAL)
    Q_PROPERTY(double revision READ revision NOTIFY changed FINAL)
    /// What is wrong with the cluster, a line each; empty if nothing is.
    Q_PROPERTY(QString warnings READ warnings NOTIFY changed FINAL)
    /// No other node could take over.
    Q_PROPERTY(bool isAlone READ isAlone NOTIFY changed FINAL)
    /// What the lease stands on, where that is not the nodes themselves; else empty.
    Q_PROPERTY(QString coordination READ coordination NOTIFY changed FINAL)
    /// All of it in one line, for a wall.
    Q_PROPERTY(QString status READ status NOTIFY changed FINAL)
    /// Viewers of all nodes together.
    Q_PROPERTY(int usersOnline READ usersOnline NOTIFY changed FINAL)
    /// Whether chaos is on; what it does, or why it went off; what was survived; and why the last misses were
    /// none, a line each. Empty if there is nothing to say.
    Q_PROPERTY(bool chaosOn READ chaosOn NOTIFY changed FINAL)
    Q_PROPERTY(QString chaosNews READ chaosNews NOTIFY changed FINAL)
    Q_PROPERTY(QString chaosSummary READ chaosSummary NOTIFY changed FINAL)
    Q_PROPERTY(QString chaosMisses READ chaosMisses NOTIFY changed FINAL)
public:
    using QObject::QObject;

    QString behavior() const { return m_view.behavior; }
    bool onTrial() const { return m_view.onTrial; }
    QString holderId() const { return m_view.lease ? toString(m_view.lease.holder) : QString(); }
    bool runsHere() const { return m_view.lease && isSelf(m_view.lease.holder); }
    QString selfName() const { return nameOf(m_view.self); }
    double term() const { return double(m_view.lease.term); }
    double revision() const { return double(m_view.revision); }
    QString warnings() const;
    bool isAlone() const { return m_view.nodes.size() == 1; }
    QString coordination() const;
    QString status() const;
    int usersOnline() const { return m_view.viewersOnline(); }
    bool chaosOn() const { return m_view.chaos.on; }
    QString chaosNews() const;
    QString chaosSummary() const;
    QString chaosMisses() const;

    const ClusterView &view() const { return m_view; }
    const QList<LinkInfo> &links() const { return m_view.links; }
    QString nameOf(NodeId id) const;
    bool isSelf(NodeId node) const { return node == m_view.self; }

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);

Q_SIGNALS:
    void changed();

private:
    ClusterView m_view;
};

} // namespace everbounce
