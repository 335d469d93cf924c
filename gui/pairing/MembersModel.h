// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/KeysView.h"
#include "engine/node/view/NodeView.h"

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <utility>

namespace everbounce {

/// Who belongs to the cluster beside this node, and a way to remove somebody, for QML. Lives on the main
/// thread.
class MembersModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// Ids of the members.
    Q_PROPERTY(QStringList members READ members NOTIFY changed FINAL)
    /// What became of the last removal; empty if there is nothing to say.
    Q_PROPERTY(QString news MEMBER m_news NOTIFY changed FINAL)
    /// Somebody is being removed.
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed FINAL)
public:
    using QObject::QObject;

    QStringList members() const;
    bool isBusy() const { return !m_removing.id.isEmpty(); }

    /// As it is shown: "gamma", "gamma (away)", or "gamma and 2 more" for the nodes that read one key file.
    Q_INVOKABLE QString nameOf(const QString &member) const;

    /// What removing it would do, in a sentence or two.
    Q_INVOKABLE QString doubtAbout(const QString &member) const;

    /// What the button says that does it.
    Q_INVOKABLE QString removalOf(const QString &member) const;

    Q_INVOKABLE void remove(const QString &member);

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);
    void take(quint64 request, const everbounce::KeysView &keys);
    void conclude(quint64 request, const everbounce::KeyRotated &result);

Q_SIGNALS:
    void changed();

    /// For the node.
    void keysWanted(quint64 request);
    void rotationWanted(quint64 request, const QString &without);

private:
    const KeysView::Member *find(const QString &member) const;
    void look();

    QList<KeysView::Member> m_members;
    QList<std::pair<NodeId, QString>> m_nodes; ///< with their names
    QList<std::pair<NodeId, NodeId>> m_links;
    KeysView::Member m_removing; ///< empty: nobody is
    QString m_news;
    quint64 m_request = 1ULL << 32; ///< pages number theirs from 1
};

} // namespace everbounce
