// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/look/ChaosPilot.h"
#include "gui/cluster/ClusterState.h"
#include "gui/cluster/NodesModel.h"
#include "gui/controls/Commands.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The chaos switch, for QML: while it is on, something is broken every few seconds. Lives on the main
/// thread; the models it is made with must outlive it.
class Chaos : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    Q_PROPERTY(bool on READ isOn WRITE setOn NOTIFY onChanged FINAL)
    /// What it does, or why it went off; empty where there is nothing to tell.
    Q_PROPERTY(QString news READ news NOTIFY newsChanged FINAL)
    /// What was survived since it was switched on last, in words; empty before it was ever on.
    Q_PROPERTY(QString count READ count NOTIFY countChanged FINAL)
public:
    Chaos(ClusterState *cluster, NodesModel *nodes, Commands *commands, QObject *parent = nullptr)
        : Chaos(cluster, nodes, commands, ChaosPilot::Pace(), parent)
    {
    }
    Chaos(ClusterState *cluster, NodesModel *nodes, Commands *commands, const ChaosPilot::Pace &pace,
          QObject *parent = nullptr);

    bool isOn() const { return m_on; }
    void setOn(bool on);
    QString news() const { return m_news; }
    QString count() const;

public Q_SLOTS:
    /// This viewer drew no movement for so many milliseconds.
    void noteStall(double ms);

Q_SIGNALS:
    void onChanged();
    void newsChanged();
    void countChanged();

    /// It went off, as the cluster refuses its faults; the reason for a person.
    void refused(const QString &problem);

private:
    QString control() const;
    void goOn();
    void goOff(const QString &why);
    void wait();
    void strike();
    void conclude(const QString &control, const CommandResult &result);
    void judge();
    void tell(const QString &news);
    std::vector<ChaosPilot::Aim> aims() const;

    ClusterState *m_cluster;
    NodesModel *m_nodes;
    Commands *m_commands;
    ChaosPilot m_pilot;
    QTimer m_next;
    QTimer m_verdict;
    bool m_on = false;
    int m_run =
        0; ///< it was switched on so often: what an earlier run has sent is none of this one's business
    QString m_news;
};

} // namespace everbounce
