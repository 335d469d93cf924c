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
        QString problem;        ///< one phrase if a file is there and cannot be read
        bool isMissing = false; ///< there is none
        bool isUnread = false;  ///< the system cannot read it now: what is in it may be sound
    };

    /// Reserves the place for this process, as long as this object lives. Returns an empty text, or one
    /// sentence if another process has it.
    [[nodiscard]] virtual QString lock() = 0;

    /// All of a file of at most this many bytes. Blocks.
    virtual Content read(const QString &name, qint64 mostBytes) = 0;

    /// Puts a useless file out of the way. Blocks. Returns its path there; empty if that failed.
    virtual QString setAside(const QString &name) = 0;

    /// Replace a whole file, or its end from this byte on, as far as there is one; the data is on the disk
    /// when they return. They return an empty text, or what failed. They block, so only jobs call them.
    virtual QString replace(const QString &name, const QByteArray &content) = 0;
    virtual QString replaceEnd(const QString &name, qint64 from, const QByteArray &content) = 0;

    using Job = std::function<QString()>;
    using Done = std::function<void(const QString &problem)>;

    /// Carries a job out in the background, after those before it; `done` gets its result on the caller's
    /// thread. At the end of this object's life all jobs are still carried out, without a result.
    virtual void run(Job job, Done done) = 0;

    /// The path of a file, for people.
    virtual QString pathOf(const QString &name) const = 0;
};

} // namespace everbounce
