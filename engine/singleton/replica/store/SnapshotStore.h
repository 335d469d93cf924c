// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/store/CommandLog.h"
#include "engine/singleton/replica/store/Disk.h"
#include "engine/singleton/replica/store/LogWriter.h"
#include "engine/singleton/replica/store/Snapshot.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace everbounce {

/// The snapshot on a disk, and the command log beside it. Reads them at the start; has them written at most
/// once a second, or at once if asked to. Commands are on the disk before the record that has them.
class SnapshotStore : public QObject
{
    Q_OBJECT
public:
    /// `log` outlives this object.
    SnapshotStore(std::unique_ptr<Disk> disk, const QString &cluster, CommandLog &log,
                  QObject *parent = nullptr);
    /// In a directory.
    SnapshotStore(const QString &directory, const QString &cluster, CommandLog &log,
                  QObject *parent = nullptr);
    /// Writes what is still waiting.
    ~SnapshotStore() override;

    /// Reserves the disk for this store; see Disk::lock().
    [[nodiscard]] QString lock() { return m_disk->lock(); }

    /// The snapshot of this cluster, if there is a usable one; the content of the log file goes into the log.
    /// A damaged or foreign file is set aside under another name, which the problems say; it never stops a
    /// start. A file that cannot be read now does: it may be sound. What a process left behind that was
    /// killed while writing is removed.
    SnapshotResult load(const StateCheck &check);

    /// These have been added to the log: they are written with the next snapshot.
    void append(const std::vector<LoggedCommand> &commands);

    /// Keeps this snapshot: now if `atOnce` (a new revision), else when a second has passed since the last
    /// one.
    void save(const Snapshot &snapshot, bool atOnce);

    QString fileName() const;

Q_SIGNALS:
    /// Writing failed; one sentence. Emitted once until it works again.
    void failed(const QString &problem);

    /// The record that was published under this lease is on the disk, with this revision.
    /// `logUpTo`: with all commands in the log up to this one.
    void kept(const everbounce::Lease &lease, quint64 revision, quint64 logUpTo);

    /// A snapshot could not be saved: each time, in the words of failed(). The one before is as it was.
    void notKept(const QString &problem);

private:
    QString notRead(const QString &name, const QString &why) const;
    void loadLog(SnapshotResult &result, const Disk::Content &file);
    void replaceDamagedLog(SnapshotResult &result, const std::vector<LoggedCommand> &commands);
    QString setAside(const QString &name, const QString &why);
    void flush();
    void write();
    void wrote(const Lease &lease, quint64 revision, quint64 logUpTo, const QString &error);

    std::unique_ptr<Disk> m_disk;
    QString m_cluster;
    CommandLog &m_log;
    std::shared_ptr<LogWriter> m_logWriter; ///< belongs to the jobs, which may outlive this object
    QByteArray m_logWaiting;                ///< frames that no job has yet
    qint64 m_logSize = 0;                   ///< of the file, after the last job
    QTimer m_pause;
    std::optional<Snapshot> m_waiting;
    bool m_writing = false; ///< one at a time: of those that come meanwhile only the newest is written
    bool m_due = false;     ///< as soon as that is done
    bool m_failing = false;
};

} // namespace everbounce
