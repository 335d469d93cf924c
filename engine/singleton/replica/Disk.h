// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace everbounce {

/// Where a singleton keeps its files: by short names, all in one place. Lives on the caller's thread.
class Disk
{
public:
    virtual ~Disk() = default;

    struct Content
    {
        std::optional<QByteArray> bytes;
        QString problem;        ///< one phrase where a file is there and cannot be read
        bool isMissing = false; ///< there is none
    };

    /// Keeps the place for this process alone, as long as this object lives. Gives an empty text, or one
    /// sentence where another process has it.
    [[nodiscard]] virtual QString lock() = 0;

    /// All of a file of so many bytes at most. Blocks.
    virtual Content read(const QString &name, qint64 mostBytes) = 0;

    /// Puts a useless file where nobody looks for it. Blocks. Gives its path there; empty where that failed.
    virtual QString setAside(const QString &name) = 0;

    /// Replaces a file as a whole, or adds to its end, and has that on the disk when it is done. Gives an
    /// empty text, or what failed. Block, and are for jobs alone.
    virtual QString replace(const QString &name, const QByteArray &content) = 0;
    virtual QString append(const QString &name, const QByteArray &content) = 0;

    using Job = std::function<QString()>;
    using Done = std::function<void(const QString &problem)>;

    /// Carries a job out behind the caller's back, after those before it; `done` is told on the caller's
    /// thread what it gave. At the end of this object's life all jobs are carried out, and nobody is told.
    virtual void run(Job job, Done done) = 0;

    /// The path of a file, for people.
    virtual QString pathOf(const QString &name) const = 0;
};

} // namespace everbounce
