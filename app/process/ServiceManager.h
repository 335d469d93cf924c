// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/LoopWatch.h"

#include <QByteArray>
#include <QTimer>

#include <chrono>

namespace everbounce {

/// Tells the service manager that started this process, by the protocol of sd_notify(3), when it is ready,
/// that it is alive, and when it stops. Does nothing if no service manager asked for it. Lives on the main
/// thread.
///
/// The process is alive only while all its event loops are: if one hangs, the manager hears nothing and
/// restarts the process.
class ServiceManager : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QByteArray socket;                     ///< a path, or '@' and an abstract name; empty: nobody listens
        std::chrono::microseconds watchdog{0}; ///< how long the manager tolerates silence; 0: for ever

        /// As the manager has set them in this process's environment. Removes them there, since they are not
        /// meant for its children.
        static Settings takeFromEnvironment();
    };

    explicit ServiceManager(const Settings &settings, QObject *parent = nullptr);

    /// Another event loop that has to turn, that of the object's thread, besides the main one. The thread
    /// ends before this object does.
    void watch(QObject *onLoop) { m_loops.add(onLoop); }

    /// The node serves; from now on the watchdog is fed. `status` is one line for people.
    void tellReady(const QString &status);

    /// The node is about to end.
    void tellStopping();

private:
    void send(const QByteArray &message);

    Settings m_settings;
    LoopWatch m_loops;
    QTimer m_timer;
};

} // namespace everbounce
