// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce {

/// What a started node says on its standard error, for whoever looks for the cause of something. A file and
/// not the window's own log: nothing there may hold a node up, and one that is kept goes on. The file is
/// locked as long as anybody writes to it: so no window takes that of a node which an earlier one left.
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
