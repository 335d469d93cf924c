// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <chrono>
#include <optional>

namespace everbounce::bench {

/// One of several processes that want to hold the same thing, and that say so by a line. It and its children
/// are one process group, which is killed with this object.
class Entrant : public QObject
{
    Q_OBJECT
public:
    /// Starts a shell's command, and writes the input to it. `mark` is in the line that it prints when it
    /// holds. Throws Failure where it cannot be started.
    Entrant(const QString &command, const QByteArray &input, const QByteArray &mark);
    ~Entrant() override;

    /// The monotonic time at which its line came.
    std::optional<std::chrono::nanoseconds> heldAt() const { return m_heldAt; }

    /// To it and its children. Gives the monotonic time just before.
    std::chrono::nanoseconds signal(int number);

    /// What it said last, for whoever wonders why it failed.
    QByteArray said() const { return m_said; }

private:
    void read();

    QProcess m_process;
    QByteArray m_mark;
    QByteArray m_said;
    std::optional<std::chrono::nanoseconds> m_heldAt;
};

} // namespace everbounce::bench
