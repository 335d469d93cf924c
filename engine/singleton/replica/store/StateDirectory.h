// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/store/Disk.h"
#include "engine/singleton/replica/store/StateLock.h"

#include <QObject>
#include <QThread>

namespace everbounce {

/// A state directory. Jobs run on a thread of its own, since a disk may take longer than an event loop can
/// wait.
class StateDirectory : public QObject, public Disk
{
    Q_OBJECT
public:
    /// Creates the directory if it does not exist.
    explicit StateDirectory(const QString &path);
    ~StateDirectory() override;

    QString lock() override;
    /// Also removes what a process left behind that was killed while it replaced the file.
    Content read(const QString &name, qint64 mostBytes) override;
    QString setAside(const QString &name) override;
    QString replace(const QString &name, const QByteArray &content) override;
    QString replaceEnd(const QString &name, qint64 from, const QByteArray &content) override;
    void run(Job job, Done done) override;
    QString pathOf(const QString &name) const override;

private:
    QString m_path;
    StateLock m_lock;
    QThread m_thread;
    QObject m_writer; ///< lives on m_thread
};

} // namespace everbounce
