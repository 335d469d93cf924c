// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QSocketNotifier>

#include <chrono>
#include <memory>

// What /proc and the kernel say about processes, including those that are not children of this one.

namespace everbounce::harness {

/// The engine processes of a node, the oldest first: the spare of a holder comes after its engine.
QList<pid_t> enginesOf(pid_t node);

/// Memory in bytes, each shared page divided among those who share it.
qint64 proportionalSetSize(pid_t pid);

/// Processor time used since the process began, in user and system mode; steps of 10 ms.
std::chrono::nanoseconds processorTime(pid_t pid);

/// Processor time that its threads of this name have used.
std::chrono::nanoseconds processorTime(pid_t pid, const QByteArray &thread);

/// Tells by an event when a process has ended.
class ProcessEnd
{
public:
    explicit ProcessEnd(pid_t pid);
    ~ProcessEnd();
    Q_DISABLE_COPY_MOVE(ProcessEnd)

    /// Ended, or never there; valid while the event loop runs.
    bool ended() const { return m_ended; }

private:
    int m_descriptor;
    bool m_ended;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace everbounce::harness
