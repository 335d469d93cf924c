// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/ClusterState.h"
#include "gui/EventsModel.h"
#include "gui/NodesModel.h"

#include <QQmlEngine>
#include <QVariantMap>

namespace everbounce {

/// What the tests written in QML get as `bench`: the models, and a hand to feed them with.
class Bench : public QObject
{
    Q_OBJECT
    Q_PROPERTY(everbounce::ClusterState *cluster READ cluster CONSTANT)
    Q_PROPERTY(everbounce::NodesModel *nodes READ nodes CONSTANT)
    Q_PROPERTY(everbounce::EventsModel *events READ events CONSTANT)
public:
    ClusterState *cluster() { return &m_cluster; }
    NodesModel *nodes() { return &m_nodes; }
    EventsModel *events() { return &m_events; }

    /// Shows these nodes, each `{id, name, viewers, suspect}`, the first as this one; `holder` is an id or 0.
    Q_INVOKABLE void show(const QVariantList &nodes, int holder, int term);

    Q_INVOKABLE void say(const QString &text);

public Q_SLOTS:
    /// Called by Qt Quick Test before the tests are loaded.
    void qmlEngineAvailable(QQmlEngine *engine);

private:
    ClusterState m_cluster;
    NodesModel m_nodes;
    EventsModel m_events;
};

} // namespace everbounce
