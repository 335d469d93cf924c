// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"
#include "engine/base/TickMapping.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <optional>

namespace everbounce::ctl {

/// Follows a node's live feed and prints what happens: events, changes of the holder, and where the ball is;
/// a terminal keeps that line up to date. Ends with 0 after the requested time or number of messages or an
/// interrupt, with 1 when the node is gone, with 3 when none answers.
class Watch final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QUrl node;
        bool asJson = false; ///< every message as it came, one a line
        double seconds = 0;  ///< how long; 0 is until interrupted
        int count = 0;       ///< how many messages; 0 is any number
    };

    explicit Watch(const Options &options, QObject *parent = nullptr);

    /// Follows until the end; returns the exit status.
    int run();

    /// Ends it, as if it had reached its limit.
    void stop() { finish(0); }

private:
    void receive(const QString &text);
    void takeTrack(const QJsonObject &message);
    void tellHolder(const QJsonObject &message);
    void showBall();
    void printLine(const QString &line);
    void flush();
    void finish(int status);
    void onEnded();
    void fail(const QString &why);

    Options m_options;
    QWebSocket m_socket;
    QTimer m_patience{this}; ///< until the node greets, then for the requested time
    QTimer m_redraw{this};
    bool m_onTerminal;
    std::optional<int> m_status; ///< once it is known that it ends
    bool m_greeted = false;
    bool m_ballShown = false;
    int m_received = 0;
    QString m_holder;
    Track m_track;
    TickMapping m_clock;
};

} // namespace everbounce::ctl
