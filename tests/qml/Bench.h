// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/behaviors/BehaviorsModel.h"
#include "gui/behaviors/EditorModel.h"
#include "gui/cluster/ClusterState.h"
#include "gui/cluster/NodesModel.h"
#include "gui/controls/Commands.h"
#include "gui/controls/EventsModel.h"
#include "gui/log/EventLogModel.h"
#include "gui/pairing/SharingModel.h"
#include "gui/recorder/FailoverModel.h"
#include "gui/recorder/RecorderModel.h"
#include "gui/settings/Autostart.h"
#include "gui/settings/HandoverNotice.h"
#include "gui/settings/NodeSettingsModel.h"
#include "gui/tour/TourModel.h"
#include "gui/window/WindowMemory.h"
#include "tests/fakes/FakeScripts.h"
#include "tests/fakes/FakeSettings.h"

#include <QQmlEngine>
#include <QTemporaryDir>
#include <QVariantMap>

namespace everbounce {

/// What the tests written in QML get as `bench`: the models, and a hand to feed them with.
class Bench : public QObject
{
    Q_OBJECT
    Q_PROPERTY(everbounce::ClusterState *cluster READ cluster CONSTANT)
    Q_PROPERTY(everbounce::NodesModel *nodes READ nodes CONSTANT)
    Q_PROPERTY(everbounce::BehaviorsModel *behaviors READ behaviors CONSTANT)
    Q_PROPERTY(everbounce::EditorModel *editor READ editor CONSTANT)
    Q_PROPERTY(everbounce::EventsModel *events READ events CONSTANT)
    Q_PROPERTY(everbounce::Commands *commands READ commands CONSTANT)
    Q_PROPERTY(everbounce::RecorderModel *recorder READ recorder CONSTANT)
    Q_PROPERTY(everbounce::FailoverModel *failover READ failover CONSTANT)
    Q_PROPERTY(everbounce::EventLogModel *log READ log CONSTANT)
    Q_PROPERTY(everbounce::TourModel *tour READ tour CONSTANT)
    Q_PROPERTY(everbounce::WindowMemory *memory READ memory CONSTANT)
    Q_PROPERTY(everbounce::NodeSettingsModel *settings READ settings CONSTANT)
    Q_PROPERTY(everbounce::SharingModel *sharing READ sharing CONSTANT)
    Q_PROPERTY(everbounce::Autostart *autostart READ autostart CONSTANT)
    Q_PROPERTY(everbounce::HandoverNotice *notice READ notice CONSTANT)
    /// What was asked for and is not answered yet, as text: "nudge", "behavior X", "behavior X again",
    /// "fault NAME on ID", "chaos on".
    Q_PROPERTY(QStringList asked READ asked NOTIFY askedChanged)
public:
    Bench();

    ClusterState *cluster() { return &m_cluster; }
    NodesModel *nodes() { return &m_nodes; }
    BehaviorsModel *behaviors() { return &m_behaviors; }
    EditorModel *editor() { return &m_editor; }
    EventsModel *events() { return &m_events; }
    Commands *commands() { return &m_commands; }
    RecorderModel *recorder() { return &m_recorder; }
    FailoverModel *failover() { return &m_failover; }
    EventLogModel *log() { return &m_log; }
    TourModel *tour() { return &m_tour; }
    WindowMemory *memory() { return &m_memory; }
    NodeSettingsModel *settings() { return &m_settings; }
    SharingModel *sharing() { return &m_sharing; }
    Autostart *autostart() { return &m_autostart; }
    HandoverNotice *notice() { return &m_notice; }
    QStringList asked() const;

    /// Shows these nodes, each `{id, name, viewers, suspect}`, the first as this one; `holder` is an id or 0.
    Q_INVOKABLE void show(const QVariantList &nodes, int holder, int term);

    /// Shows these behaviours, each `{name, source, isNew, quarantined, problem, nodes, description,
    /// madeToFail, from}`, on trial where there is a last good one to go back to.
    Q_INVOKABLE void showBehaviors(const QVariantList &behaviors, const QString &current,
                                   const QString &lastGood = {});

    /// So the cluster says of chaos.
    Q_INVOKABLE void showChaos(bool on, const QString &news, const QString &summary,
                               const QStringList &misses);

    /// A fault was injected at that node just now.
    Q_INVOKABLE void injected(const QString &fault, int node, double seconds);

    /// That node has taken a lease after so many seconds without a holder.
    Q_INVOKABLE void leased(int node, int term, double vacant);

    /// Nothing has happened in the last minute.
    Q_INVOKABLE void forgetEvents() { m_recorder.begin(); }

    /// So does its engine end, and its spare take over.
    Q_INVOKABLE void engineLost(int node);

    Q_INVOKABLE void say(const QString &text);

    /// The node was given this name by that option; an empty one: people choose.
    Q_INVOKABLE void giveName(const QString &name, const QString &option);

    /// What was asked of its settings, "name NAME" or "port PORT"; the next wish is refused with this
    /// problem, or done.
    Q_INVOKABLE QStringList askedOfSettings() const { return m_fakeSettings.asked; }
    Q_INVOKABLE void refuseSettings(const QString &problem) { m_fakeSettings.refusal = problem; }

    /// Answers all commands: with this problem, or with success if it is empty.
    Q_INVOKABLE void answer(const QString &problem = {});

public Q_SLOTS:
    /// Called by Qt Quick Test before the tests are loaded.
    void qmlEngineAvailable(QQmlEngine *engine);

Q_SIGNALS:
    void askedChanged();

private:
    void publish();
    void happen(const EventFacts &facts);

    ClusterView m_view;
    ClusterState m_cluster;
    NodesModel m_nodes;
    BehaviorsModel m_behaviors;
    FakeScripts m_scripts;
    EditorModel m_editor;
    EventsModel m_events;
    Commands m_commands;
    RecorderModel m_recorder;
    FailoverModel m_failover;
    EventLogModel m_log;
    TourModel m_tour;
    WindowMemory m_memory{false};
    FakeSettings m_fakeSettings;
    NodeSettingsModel m_settings;
    SharingModel m_sharing;
    QTemporaryDir m_folder;
    Autostart m_autostart{m_folder.path()};
    HandoverNotice m_notice{QDBusConnection(QStringLiteral("none"))};
    QList<CommandMessage> m_asked;
    int m_happened = 0;
};

} // namespace everbounce
