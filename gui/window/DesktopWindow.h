// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/FrameLog.h"
#include "gui/behaviors/BehaviorsModel.h"
#include "gui/cluster/ClusterState.h"
#include "gui/cluster/NodesModel.h"
#include "gui/cluster/OutageModel.h"
#include "gui/controls/Commands.h"
#include "gui/controls/EventsModel.h"
#include "gui/recorder/FailoverModel.h"
#include "gui/recorder/RecorderModel.h"
#include "gui/scene/FlightModel.h"
#include "gui/window/WindowMemory.h"

#include <QQmlApplicationEngine>
#include <QUrl>

#include <optional>

QT_BEGIN_NAMESPACE
class QQuickWindow;
QT_END_NAMESPACE

namespace everbounce {

class NodeInterface;

/// The native window of a node. Lives on the main thread; the node may live on another one, and must outlive
/// the window. Construct it before the node is started, and it misses nothing.
class DesktopWindow : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QUrl pageUrl;           ///< what "Open in browser" opens
        QString frameLog;       ///< file for the presented frames, or empty: none
        bool remembers = false; ///< size and colours, from one run to the next
    };

    DesktopWindow(NodeInterface *node, const Options &options, QObject *parent = nullptr);
    ~DesktopWindow() override;

    /// Opens the frame log and shows the window. Otherwise returns what is wrong, in one sentence for a
    /// person.
    std::optional<QString> show();

    /// The window itself; null before show().
    QQuickWindow *window() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// The user has closed the window.
    void closed();

private:
    void listen();
    void load();
    void useFrames();
    void remember();
    void onVisibleChanged(bool visible);

    NodeInterface *m_node;
    Options m_options;
    FlightModel m_flight;
    ClusterState m_cluster;
    NodesModel m_nodes;
    BehaviorsModel m_behaviors;
    EventsModel m_events;
    Commands m_commands;
    PastFlightModel m_past;
    OutageModel m_outage;
    RecorderModel m_recorder;
    FailoverModel m_failover;
    WindowMemory m_memory;
    std::optional<FrameLog> m_frameLog;
    QQmlApplicationEngine m_engine; ///< last: destroyed first, with everything that shows the models
};

} // namespace everbounce
