// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QMap>

#include <atomic>
#include <chrono>
#include <vector>

#include <sys/types.h>

namespace everbounce::soak {

/// The sleep of a machine, as its node sees it: for so long the node and its engines do nothing, and their
/// CLOCK_MONOTONIC stands still, too. In a build with sanitizers, which want to be loaded first, it goes on.
class Slumber
{
public:
    /// `file` is made; what the clock of the node's processes has lost goes there.
    explicit Slumber(const QString &file);

    /// What the node is to be started with.
    QMap<QString, QString> environment() const;

    void begin(pid_t node);
    /// Does nothing where it has not begun.
    void end();

private:
    QFile m_file;
    std::atomic<std::int64_t> *m_asleep; ///< nanoseconds
    std::chrono::nanoseconds m_begun{0};
    std::vector<pid_t> m_processes;
};

} // namespace everbounce::soak
