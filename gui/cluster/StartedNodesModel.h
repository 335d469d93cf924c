// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"
#include "engine/node/view/StartedNodesInterface.h"
#include "gui/behaviors/RowsModel.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The nodes that were started from this window, for QML, in the order in which they were. Lives on the main
/// thread. Roles: `number`, by which it is commanded; `name`, empty while nobody knows it; `told`, how it is,
/// in words; `stays` when the window closes; `ending`: it was asked to, or has.
class StartedNodesModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// Nodes can be started from here at all; one more can be now.
    Q_PROPERTY(bool available MEMBER m_isAvailable NOTIFY changed FINAL)
    Q_PROPERTY(bool canStart READ canStart NOTIFY changed FINAL)
    /// As many as can be are there.
    Q_PROPERTY(bool full READ isFull NOTIFY changed FINAL)
    Q_PROPERTY(int most READ most NOTIFY changed FINAL)
    /// Ids of those that serve.
    Q_PROPERTY(QStringList ids READ ids NOTIFY changed FINAL)
    /// How many of them end with the window.
    Q_PROPERTY(int leaving READ leaving NOTIFY changed FINAL)
    /// While it is, a node that has ended keeps its row, so that nothing moves below somebody's pointer.
    Q_PROPERTY(bool still MEMBER m_isStill WRITE setStill NOTIFY stillChanged FINAL)
    /// No node is left if the window closes now.
    Q_PROPERTY(bool isLast READ isLast NOTIFY changed FINAL)
public:
    explicit StartedNodesModel(QObject *parent = nullptr);

    /// From now on.
    void attach(StartedNodesInterface *nodes);

    bool canStart() const { return m_isAvailable && m_view.canStart(); }
    bool isFull() const { return m_isAvailable && !m_view.canStart(); }
    int most() const { return m_view.most; }
    QStringList ids() const;
    int leaving() const;
    bool isLast() const;
    void setStill(bool still);

    Q_INVOKABLE void start();
    Q_INVOKABLE void end(int number);
    Q_INVOKABLE void keep(int number, bool stays);
    Q_INVOKABLE void keepAll();

    /// Says everything anew, in the language that is the program's now.
    void retranslate();

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);

Q_SIGNALS:
    void changed();
    void stillChanged();

    /// One could not be started, for this reason; one sentence.
    void refused(const QString &problem);

    /// What people did, and what became of it as a status of HTTP: for the audit.
    void concluded(const QString &control, int status);

    /// For the program.
    void startWanted();
    void endWanted(int number);
    void keepWanted(int number, bool stays);

private:
    void take(const everbounce::StartedNodesView &view);
    void showAll();
    QString wordsOf(const StartedNode &node) const;
    void refuse(everbounce::StartedNodesInterface::Problem problem, const QString &detail);
    const StartedNode *find(int number) const;

    bool m_isAvailable = false;
    bool m_isStill = false;
    StartedNodesView m_view;
    QList<StartedNode> m_shown; ///< those that have ended and keep their rows among them
    QStringList m_others;       ///< ids of the nodes of the cluster but this one
    bool m_knowsCluster = false;
};

} // namespace everbounce
