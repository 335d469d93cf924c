// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce {

/// The file for what a started node says on its standard error. It is not the window's own log, because a
/// window that hangs must not hold a node up, and a node that is kept outlives the window. The file is locked
/// as long as a node writes to it, so no window takes the file of a node that an earlier window left.
class ChildLog
{
public:
    /// The first of FOLDER/STEM-1.log and so on that is a regular file and nobody's; else nothing is kept.
    ChildLog(const QString &folder, const QString &stem);
    ~ChildLog();
    Q_DISABLE_COPY_MOVE(ChildLog)

    int descriptor() const { return m_fd; }

    /// For another start of the same node.
    void clear();

    /// It says why the node ended.
    QString lastLine() const;

private:
    int m_fd = -1;
};

} // namespace everbounce
