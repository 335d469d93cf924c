// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#include <sys/stat.h>

namespace everbounce {

/// What changes with a file's content, or with who may read it. A file that is not there has the default one.
struct FilePrint
{
    quint64 inode = 0;
    qint64 size = 0;
    qint64 changed = 0; ///< nanoseconds; unlike the time of its content, nobody can set it

    bool operator==(const FilePrint &) const = default;

    static FilePrint of(const struct stat &status)
    {
        return {status.st_ino, status.st_size,
                qint64(status.st_ctim.tv_sec) * 1'000'000'000 + status.st_ctim.tv_nsec};
    }

    /// The print of what is there now.
    static FilePrint at(const QString &path)
    {
        struct stat status = {};
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? of(status) : FilePrint();
    }
};

} // namespace everbounce
