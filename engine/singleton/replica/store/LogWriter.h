// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/store/Disk.h"

namespace everbounce {

/// Writes the file of the command log. Called by the disk's jobs alone, one after the other.
///
/// Frames are added to what is known to be good; what a failed write left is cut off, and its frames come
/// with the next ones. So the file keeps every place that a command ever had, and goes with the snapshot
/// before as well as with the one after: a node may end between the two.
class LogWriter
{
public:
    /// `header`: how a new file begins.
    LogWriter(Disk &disk, const QString &name, const QByteArray &header);

    /// The file is good up to here; 0 if there is none.
    void begin(qint64 goodBytes) { m_size = goodBytes; }

    /// Adds frames. `all`, if given: the frames of the whole log, for a file that cannot be added to, such as
    /// one that was removed: the places of before are gone then. Returns an empty text, or what failed.
    QString add(const QByteArray &frames, const QByteArray &all);

    /// Replaces the file. It goes with a snapshot of the same moment alone, so that is to be on the disk
    /// first.
    QString writeAnew(const QByteArray &all);

    /// Of the good part.
    qint64 size() const { return m_size; }

private:
    Disk &m_disk;
    QString m_name;
    QByteArray m_header;
    QByteArray m_missing; ///< frames that could not be written
    qint64 m_size = 0;
};

} // namespace everbounce
