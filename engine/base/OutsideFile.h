// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFileInfo>
#include <QString>

#include <optional>
#include <sys/stat.h>

namespace everbounce {

/// A file that comes from outside: of a user, an operator, another program. It may be anything, put there to
/// harm; so each such file is opened here. It never blocks, and nothing but a regular file is opened: no
/// pipe, no device, no folder. A link is followed as long as it leads to a file beneath the folder that it
/// lies in, not further.
class OutsideFile
{
public:
    explicit OutsideFile(const QString &path);
    ~OutsideFile();
    Q_DISABLE_COPY_MOVE(OutsideFile)

    bool isOpen() const { return m_fd >= 0; }
    bool isMissing() const { return m_missing; } ///< there is nothing of that name

    /// One phrase on why it cannot be opened or read, such as "it is not a regular file".
    QString problem() const { return m_problem; }

    /// As it was when it was opened. Zeroes where it is not open.
    const struct stat &status() const { return m_status; }

    /// Others than its owner may do one of these (S_IRGRP and so on) with it.
    bool grants(mode_t toOthers) const { return (m_status.st_mode & toOthers) != 0; }

    /// All of it; nothing where it has more than so many bytes, or cannot be read. What is written to it
    /// meanwhile does not count.
    std::optional<QByteArray> read(qint64 mostBytes);

private:
    int open(const QFileInfo &file);
    void fail(int error);

    int m_fd = -1;
    struct stat m_status = {};
    bool m_missing = false;
    QString m_problem;
};

/// Others than its owner may put files into this folder, or replace those of its owner in it.
bool isFolderOpenToOthers(const QString &folder);

} // namespace everbounce
