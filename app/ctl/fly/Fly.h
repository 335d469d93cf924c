// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/fly/Terminal.h"
#include "engine/viewer/feed/SideFeeds.h"
#include "engine/viewer/flight/FlightRecorder.h"
#include "engine/viewer/look/NodeLooks.h"

#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <optional>

namespace everbounce::ctl {

/// The terminal viewer: what window and page show, drawn by characters. If its node is gone, it goes on with
/// another one. Ends with q, or when it is stopped; with 3 where no node answered at first.
class Fly final : public QObject
{
    Q_OBJECT
public:
    explicit Fly(const QUrl &node, QObject *parent = nullptr);

    /// Shows it until the end; returns the exit status.
    int run();
    void stop() { finish(0); }

private:
    void dial();
    void receive(const QString &text);
    void note(const EventView &event);
    void lost();
    void draw();
    void finish(int status);

    QList<QUrl> m_nodes; ///< the first is the one that it asks
    QWebSocket m_socket;
    std::optional<Terminal> m_terminal; ///< once a node has greeted
    FeedReader m_reader;
    SideFeeds m_sides;
    NodeLooks m_looks;
    FlightRecorder m_recorder;
    QString m_news;
    bool m_isHeard = false;
    QTimer m_patience{this}; ///< until the first node greets
    QTimer m_frames{this};
    std::optional<int> m_status;
};

} // namespace everbounce::ctl
