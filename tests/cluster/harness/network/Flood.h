// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QUrl>

#include <atomic>
#include <thread>

namespace everbounce::harness {

/// What each connection of a flood sends: once at first, and then over and over.
struct FloodWords
{
    QByteArray first;
    QByteArray again;
};

FloodWords floodOfRequests();
FloodWords floodOfPings();

/// Connections that send as fast as they can and never read, from a thread of their own until this is
/// destroyed. One that is ended comes again.
class Flood
{
public:
    Flood(const QUrl &node, int connections, const FloodWords &words);
    ~Flood();
    Q_DISABLE_COPY_MOVE(Flood)

    /// Bytes that were sent so far.
    qint64 sent() const { return m_sent; }

private:
    void run(quint16 port, int connections, const FloodWords &words);

    std::atomic<qint64> m_sent = 0;
    std::atomic<bool> m_over = false;
    std::thread m_thread;
};

} // namespace everbounce::harness
