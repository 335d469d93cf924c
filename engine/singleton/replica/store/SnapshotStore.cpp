// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/SnapshotStore.h"

#include "engine/singleton/replica/store/LogFile.h"
#include "engine/singleton/replica/store/StateDirectory.h"

namespace everbounce {
namespace {

using namespace std::chrono_literals;

const QString kSnapshot = QStringLiteral("snapshot.cbor");
const QString kLog = QStringLiteral("commands.log");
constexpr auto pauseBetweenWrites = 1s;
constexpr qint64 maxFileSize = 1 << 20;
/// A longer log is written anew, with the entries that are still kept.
constexpr qint64 maxLogSize = 8 << 20;

struct LogChange
{
    QByteArray frames;
    QByteArray all; ///< of the whole log, or empty
    bool isTooLong = false;
};

/// In a job. Commands are on the disk before the record that has them. A log that is too long is written anew
/// afterwards, since it then goes with this snapshot alone.
QString writeFiles(Disk &disk, LogWriter &log, const LogChange &change, Snapshot snapshot)
{
    if (const QString problem = log.add(change.frames, change.all); !problem.isEmpty())
        return problem;
    snapshot.logSize = change.isTooLong ? std::min(log.size(), qint64(change.all.size())) : log.size();
    const QString problem = disk.replace(kSnapshot, encodeSnapshot(snapshot));
    return problem.isEmpty() && change.isTooLong ? log.writeAnew(change.all) : problem;
}

} // namespace

SnapshotStore::SnapshotStore(std::unique_ptr<Disk> disk, const QString &cluster, CommandLog &log,
                             QObject *parent)
    : QObject(parent)
    , m_disk(std::move(disk))
    , m_cluster(cluster)
    , m_log(log)
    , m_logWriter(std::make_shared<LogWriter>(*m_disk, kLog, encodeLogHeader(cluster)))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseBetweenWrites);
    connect(&m_pause, &QTimer::timeout, this, &SnapshotStore::flush);
}

SnapshotStore::SnapshotStore(const QString &directory, const QString &cluster, CommandLog &log,
                             QObject *parent)
    : SnapshotStore(std::make_unique<StateDirectory>(directory), cluster, log, parent)
{
}

SnapshotStore::~SnapshotStore()
{
    write();
}

QString SnapshotStore::fileName() const
{
    return m_disk->pathOf(kSnapshot);
}

SnapshotResult SnapshotStore::load(const StateCheck &check)
{
    SnapshotResult result;
    const Disk::Content file = m_disk->read(kSnapshot, maxFileSize);
    const Disk::Content log = m_disk->read(kLog, 2 * maxLogSize);
    if (file.isUnread || log.isUnread) {
        result.unread = file.isUnread ? notRead(kSnapshot, file.problem) : notRead(kLog, log.problem);
        return result;
    }
    if (file.bytes)
        result = decodeSnapshot(*file.bytes, m_cluster, check);
    else if (!file.isMissing)
        result.problem = file.problem;
    if (!result.snapshot && !file.isMissing)
        result.problem = setAside(kSnapshot, result.problem);
    loadLog(result, log);
    return result;
}

QString SnapshotStore::notRead(const QString &name, const QString &why) const
{
    return QStringLiteral(
               "The file %1 is left as it is, and nothing is begun without it: %2. Start again when it "
               "can be read, or move it away.")
        .arg(m_disk->pathOf(name), why);
}

/// A log that is damaged, or smaller than when the snapshot was made, has lost commands. Which ones is not
/// known, so others are asked for all.
void SnapshotStore::loadLog(SnapshotResult &result, const Disk::Content &file)
{
    const LogFileContent content = file.bytes ? decodeLogFile(*file.bytes, m_cluster) : LogFileContent();
    const bool hasLostSome =
        content.isDamaged || (result.snapshot && content.goodBytes < result.snapshot->logSize);
    m_logSize = content.goodBytes; // the rest is a write that was never completed
    m_logWriter->begin(m_logSize);
    if (!content.isOurs && !file.isMissing)
        result.logProblem = setAside(kLog, file.bytes ? QStringLiteral("it is damaged, or of another cluster")
                                                      : file.problem);
    else if (hasLostSome && file.bytes && file.bytes->size() > content.goodBytes)
        replaceDamagedLog(result, content.commands);
    else if (hasLostSome)
        result.logProblem = QStringLiteral("The file %1 has lost commands: other nodes are asked for them.")
                                .arg(m_disk->pathOf(kLog));
    for (const LoggedCommand &command : content.commands) {
        // The node may have ended between the two files: the log then tells where a command is in a record
        // that it was about to follow, and the snapshot is of the record before.
        if (!result.snapshot || !m_log.isElsewhere(result.snapshot->record, command))
            m_log.add(command);
    }
    if (result.snapshot && hasLostSome) {
        result.snapshot->logUpTo = 0;
        result.snapshot->logHoles.clear();
    }
}

/// With what can be read of it.
void SnapshotStore::replaceDamagedLog(SnapshotResult &result, const std::vector<LoggedCommand> &commands)
{
    result.logProblem =
        setAside(kLog, QStringLiteral("it is damaged, but the commands that can be read are kept"));
    m_logWriter->begin(0);
    const QByteArray frames = encodeLogFrames(commands);
    if (!m_logWriter->writeAnew(frames).isEmpty())
        m_logWaiting = frames; // it goes with the first snapshot then
    m_logSize = m_logWriter->size();
}

QString SnapshotStore::setAside(const QString &name, const QString &why)
{
    const QString aside = m_disk->setAside(name);
    return QStringLiteral("The file %1 is not used: %2. %3")
        .arg(m_disk->pathOf(name), why,
             aside.isEmpty() ? QStringLiteral("It could not be set aside.")
                             : QStringLiteral("It was set aside as %1.").arg(aside));
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
    const Lease lease = m_waiting->record.lease;
    const quint64 revision = m_waiting->record.revision;
    const quint64 logUpTo = std::min<quint64>(m_waiting->logUpTo, revision);
    const QByteArray frames = std::exchange(m_logWaiting, {});
    const bool isTooLong = m_logSize + frames.size() > maxLogSize;
    const QByteArray all = isTooLong || m_failing ? encodeLogFrames(m_log.all()) : QByteArray();
    m_disk->run([disk = m_disk.get(), log = m_logWriter, change = LogChange{frames, all, isTooLong},
                 snapshot = *m_waiting] { return writeFiles(*disk, *log, change, snapshot); },
                [this, lease, revision, logUpTo](const QString &problem) {
                    wrote(lease, revision, logUpTo, problem);
                });
    m_waiting.reset();
}

void SnapshotStore::wrote(const Lease &lease, quint64 revision, quint64 logUpTo, const QString &error)
{
    m_writing = false;
    m_logSize = m_logWriter->size(); // no job is at work now
    const bool failsNow = !error.isEmpty();
    const QString problem =
        failsNow ? QStringLiteral("The snapshot %1 cannot be written: %2.").arg(fileName(), error)
                 : QString();
    if (failsNow && !m_failing)
        Q_EMIT failed(problem);
    m_failing = failsNow;
    if (failsNow)
        Q_EMIT notKept(problem);
    else
        Q_EMIT kept(lease, revision, logUpTo);
    if (std::exchange(m_due, false))
        write();
}

} // namespace everbounce
