// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/CommandLog.h"
#include "engine/singleton/replica/Snapshot.h"
#include "engine/singleton/replica/StateLock.h"

#include <QObject>
#include <QThread>
#include <QTimer>

namespace everbounce {

/// The snapshot in a state directory, and the command log beside it. Reads them at the start; writes them
/// behind the back of the caller's thread, for a disk may take longer than an event loop can wait: at most
/// once a second, at once where asked. Commands are on the disk before the record that has them.
class SnapshotStore : public QObject
{
    Q_OBJECT
public:
    /// `log` outlives this object.
    SnapshotStore(const QString &directory, const QString &cluster, CommandLog &log,
                  QObject *parent = nullptr);
    /// Writes what is still waiting.
    ~SnapshotStore() override;

    /// Keeps the directory for this store alone, as long as it lives. Gives an empty text, or one sentence
    /// where another node has it.
    [[nodiscard]] QString lock();

    /// The snapshot of this cluster, if there is a usable one; what is in the log file comes into the log. A
    /// damaged or foreign file is set aside under another name, and said so in `problem`: it never stops a
    /// start. What a process left behind that was killed while it wrote is removed.
    SnapshotResult load(const StateCheck &check);

    /// These have come into the log: they are written with the next snapshot.
    void append(const std::vector<LoggedCommand> &commands);

    /// Keeps this snapshot: now where `atOnce` (a new revision), else when a second has passed since the last
    /// one.
    void save(const Snapshot &snapshot, bool atOnce);

    QString fileName() const { return m_fileName; }

Q_SIGNALS:
    /// Writing failed; one sentence. Said once until it works again.
    void failed(const QString &problem);

    /// A snapshot of this revision is on the disk.
    void kept(quint64 revision);

    /// What was to be saved cannot be put there: each time, in the words of failed(). The one before is as it
    /// was.
    void notKept(const QString &problem);

private:
    void loadLog(QString &problem);
    QString setAside(const QString &fileName, const QString &why) const;
    void flush();
    void write();
    std::function<QString()> logWrite();
    void wrote(quint64 revision, const QString &error);

    QString m_fileName;
    QString m_logName;
    QString m_cluster;
    CommandLog &m_log;
    QByteArray m_logWaiting;   ///< frames that are not written yet
    qint64 m_logSize = 0;      ///< of the file, with what is being written
    bool m_rewritesLog = true; ///< the file is not what it should be
    StateLock m_lock;
    QThread m_thread;
    QObject m_writer; ///< lives on m_thread
    QTimer m_pause;
    std::optional<Snapshot> m_waiting;
    bool m_writing = false; ///< one at a time: what comes meanwhile is written once, the newest
    bool m_due = false;     ///< as soon as that is done
    bool m_failing = false;
};

} // namespace everbounce
