// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/Endpoint.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

namespace everbounce {

/// Whether a process still listens: one TCP connection that says nothing. If it is refused the process is
/// gone, since its kernel has closed its ports. A frozen process still counts as there, since its kernel
/// accepts the connection.
///
/// A kernel that ends a process closes its connections and ports one after the other, so a port may still
/// answer for an instant. Its connection is then closed at once. So only a connection that lasts a moment
/// counts; one that is closed at once is tried again.
///
/// All who survive a node may ask this before they do anything else. So it costs them one call of the kernel,
/// which knows the answer at once if the process was on the same machine. Lives on the cluster's thread.
class Probe final : public QObject
{
    Q_OBJECT
public:
    explicit Probe(const Endpoint &at, QObject *parent = nullptr);
    ~Probe() override;

    /// Call it once. May emit done() before it returns.
    void start();

Q_SIGNALS:
    /// Emitted once, within 250 ms. `refused` is false if somebody listens, or if it cannot be known.
    void done(bool refused);

private:
    void dial();
    void onFailed(int error);
    void onDialled();
    void onReadable();
    void await(QSocketNotifier::Type what, void (Probe::*then)());
    void stopWaiting();
    void close();
    void conclude(bool refused);

    Endpoint m_at;
    int m_socket = -1;
    QSocketNotifier *m_notifier = nullptr; ///< of what the probe waits for
    QTimer m_deadline;
    QTimer m_lasts;
};

} // namespace everbounce
