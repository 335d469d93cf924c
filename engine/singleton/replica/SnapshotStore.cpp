// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/SnapshotStore.h"

#include "engine/base/OutsideFile.h"
#include "engine/singleton/replica/LogFile.h"
#include "engine/singleton/replica/SafeFile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto pauseBetweenWrites = 1s;
constexpr qint64 maxFileSize = 1 << 20;
/// Of a log: a longer one is written anew, with what is still kept of it.
constexpr qint64 maxLogSize = 8 << 20;

} // namespace

SnapshotStore::SnapshotStore(const QString &directory, const QString &cluster, CommandLog &log,
                             QObject *parent)
    : QObject(parent)
    , m_fileName(QDir(directory).filePath(QStringLiteral("snapshot.cbor")))
    , m_logName(QDir(directory).filePath(QStringLiteral("commands.log")))
    , m_cluster(cluster)
    , m_log(log)
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

SnapshotResult SnapshotStore::load(const StateCheck &check)
{
    removeLeftovers(m_fileName);
    removeLeftovers(m_logName);
    SnapshotResult result;
    OutsideFile file(m_fileName);
    if (!file.isMissing()) {
        if (const auto bytes = file.read(maxFileSize))
            result = decodeSnapshot(*bytes, m_cluster, check);
        else
            result.problem = file.problem();
        if (!result.snapshot)
            result.problem = setAside(m_fileName, result.problem);
    }
    loadLog(result.problem);
    return result;
}

void SnapshotStore::loadLog(QString &problem)
{
    OutsideFile file(m_logName);
    if (file.isMissing())
        return;
    const auto bytes = file.read(2 * maxLogSize);
    const LogFileContent content = bytes ? decodeLogFile(*bytes, m_cluster) : LogFileContent();
    if (!content.isOurs)
        problem = setAside(m_logName,
                           bytes ? QStringLiteral("it is damaged, or of another cluster") : file.problem());
    for (const LoggedCommand &command : content.commands)
        m_log.add(command);
    m_logSize = bytes ? bytes->size() : 0;
    m_rewritesLog = !content.isWhole; // the rest is a write that never came to its end
}

QString SnapshotStore::setAside(const QString &fileName, const QString &why) const
{
    const QString aside = fileName + QLatin1String(".aside-") +
                          QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss.zzz"));
    const bool moved = QFile::rename(fileName, aside);
    return QStringLiteral("The file %1 is not used: %2. %3")
        .arg(fileName, why,
             moved ? QStringLiteral("It was set aside as %1.").arg(aside)
                   : QStringLiteral("It could not be set aside."));
}

void SnapshotStore::append(const std::vector<LoggedCommand> &commands)
{
    m_logWaiting += encodeLogFrames(commands);
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
    QMetaObject::invokeMethod(
        &m_writer, [this, revision, writeLog = logWrite(), bytes = encodeSnapshot(*m_waiting)] {
            QString error = writeLog();
            if (error.isEmpty())
                error = replaceFile(m_fileName, bytes);
            QMetaObject::invokeMethod(this, [this, revision, error] { wrote(revision, error); });
        });
    m_waiting.reset();
}

/// What the writer is to do for the log: nothing, add to the file, or write it anew.
std::function<QString()> SnapshotStore::logWrite()
{
    const QByteArray frames = std::exchange(m_logWaiting, {});
    const bool isAnew = m_rewritesLog || m_logSize + frames.size() > maxLogSize;
    if (frames.isEmpty() && (!isAnew || m_log.size() == 0))
        return [] { return QString(); };
    const QByteArray bytes = isAnew ? encodeLogHeader(m_cluster) + encodeLogFrames(m_log.all()) : frames;
    m_logSize = bytes.size() + (isAnew ? 0 : m_logSize);
    m_rewritesLog = false;
    return [name = m_logName, bytes, isAnew] {
        return isAnew ? replaceFile(name, bytes) : appendToFile(name, bytes);
    };
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
    m_rewritesLog |= failsNow; // a part of a frame may be there
    if (failsNow)
        Q_EMIT notKept(problem);
    else
        Q_EMIT kept(revision);
    if (std::exchange(m_due, false))
        write();
}

} // namespace everbounce
