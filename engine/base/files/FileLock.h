// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce {

/// Keeps the nodes of one user from changing a file that they share at the same time: a node holds PATH.lock
/// while it reads the file, changes the content and writes it. The kernel ends the lock with the process,
/// however that ends.
class FileLock
{
public:
    /// Waits for the process that has it, but not for long: that one may be frozen.
    explicit FileLock(const QString &path);
    ~FileLock();
    Q_DISABLE_COPY_MOVE(FileLock)

    bool isHeld() const { return m_problem.isEmpty(); }

    /// Another process has it and keeps it. Else, without it, the file itself cannot be written either.
    bool isBusy() const { return m_isBusy; }

    /// One phrase that says why not, such as "another process is changing it".
    QString problem() const { return m_problem; }

private:
    int m_fd;
    QString m_problem;
    bool m_isBusy = false;
};

} // namespace everbounce
