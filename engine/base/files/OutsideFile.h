// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFileInfo>
#include <QString>

#include <optional>
#include <sys/stat.h>

namespace everbounce {

/// A file from outside: from a user, an operator or another program. It may be anything, put there to harm,
/// so every such file is opened here. Opening never blocks, and opens only regular files: no pipe, device or
/// folder. A link is followed only to a file in the folder that the link lies in, or below it.
class OutsideFile
{
public:
    explicit OutsideFile(const QString &path);
    ~OutsideFile();
    Q_DISABLE_COPY_MOVE(OutsideFile)

    bool isOpen() const { return m_fd >= 0; }
    bool isMissing() const { return m_missing; } ///< there is nothing of that name
    /// It is a file of the right kind, which the system does not let this process read now.
    bool isUnread() const { return m_unread; }

    /// One phrase that says why it cannot be opened or read, such as "it is not a regular file".
    QString problem() const { return m_problem; }

    /// As it was when it was opened. Zeroes if it is not open.
    const struct stat &status() const { return m_status; }

    /// Users other than its owner may do one of these (S_IRGRP and so on) with it.
    bool grants(mode_t toOthers) const { return (m_status.st_mode & toOthers) != 0; }

    /// The whole content; nothing if that is more than this many bytes, or cannot be read. What is written to
    /// the file meanwhile does not count.
    std::optional<QByteArray> read(qint64 mostBytes);

private:
    int open(const QFileInfo &file);
    void fail(int error);

    int m_fd = -1;
    struct stat m_status = {};
    bool m_missing = false;
    bool m_unread = false;
    QString m_problem;
};

/// There is a regular file, or nothing: code that opens it by its name, as QSettings does, is not held up by
/// a pipe or a device that somebody put there. Links are followed.
bool isRegularOrMissing(const QString &path);

/// How users other than this one and root could put another file in the place of this one: one phrase, such
/// as "others can write to FOLDER; run chmod go-w on it". Empty if they cannot.
QString waysToReplace(const QString &path);

} // namespace everbounce
