// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/SnapshotStore.h"

#include "engine/base/OutsideFile.h"
#include "engine/singleton/replica/SafeFile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto pauseBetweenWrites = 1s;
constexpr qint64 maxFileSize = 1 << 20;

} // namespace

SnapshotStore::SnapshotStore(const QString &directory, QObject *parent)
    : QObject(parent)
    , m_fileName(QDir(directory).filePath(QStringLiteral("snapshot.cbor")))
{
    QDir().mkpath(directory);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseBetweenWrites);
    connect(&m_pause, &QTimer::timeout, this, &SnapshotStore::flush);
    m_writer.moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("snapshot"));
    m_thread.start();
}

SnapshotStore::~SnapshotStore()
{
    write();
    // The queued write is carried out before the thread's loop sees that it shall end.
    QMetaObject::invokeMethod(&m_writer, [this] { m_thread.quit(); });
    m_thread.wait();
}

QString SnapshotStore::lock()
{
    const QString directory = QFileInfo(m_fileName).absolutePath();
    if (m_lock.lock(directory))
        return {};
    return QStringLiteral(
               "Another node keeps its state in %1: stop it, or give this one another --state-dir.")
        .arg(directory);
}

SnapshotResult SnapshotStore::load(const QString &cluster, const StateCheck &check)
{
    removeLeftovers(m_fileName);
    OutsideFile file(m_fileName);
    if (file.isMissing())
        return {};
    SnapshotResult result;
    if (const auto bytes = file.read(maxFileSize))
        result = decodeSnapshot(*bytes, cluster, check);
    else
        result.problem = file.problem();
    if (result.snapshot)
        return result;
    const QString aside = m_fileName + QLatin1String(".aside-") +
                          QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss.zzz"));
    const bool moved = QFile::rename(m_fileName, aside);
    result.problem = QStringLiteral("The snapshot %1 is not used: %2. %3")
                         .arg(m_fileName, result.problem,
                              moved ? QStringLiteral("It was set aside as %1.").arg(aside)
                                    : QStringLiteral("It could not be set aside."));
    return result;
}

void SnapshotStore::save(const Snapshot &snapshot, bool atOnce)
{
    m_waiting = snapshot;
    if (atOnce || !m_pause.isActive())
        flush();
}

void SnapshotStore::flush()
{
    m_due = m_writing;
    if (!m_writing)
        write();
}

void SnapshotStore::write()
{
    if (!m_waiting)
        return;
    m_pause.start();
    m_writing = true;
    const quint64 revision = m_waiting->record.revision;
    QMetaObject::invokeMethod(&m_writer, [this, revision, bytes = encodeSnapshot(*m_waiting)] {
        const QString error = replaceFile(m_fileName, bytes);
        QMetaObject::invokeMethod(this, [this, revision, error] { wrote(revision, error); });
    });
    m_waiting.reset();
}

void SnapshotStore::wrote(quint64 revision, const QString &error)
{
    m_writing = false;
    const bool failsNow = !error.isEmpty();
    const QString problem =
        failsNow ? QStringLiteral("The snapshot %1 cannot be written: %2.").arg(m_fileName, error)
                 : QString();
    if (failsNow && !m_failing)
        Q_EMIT failed(problem);
    m_failing = failsNow;
    if (failsNow)
        Q_EMIT notKept(problem);
    else
        Q_EMIT kept(revision);
    if (std::exchange(m_due, false))
        write();
}

} // namespace everbounce
