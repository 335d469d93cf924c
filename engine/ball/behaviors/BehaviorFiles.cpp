// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/BehaviorFiles.h"

#include "engine/ball/behaviors/BehaviorName.h"
#include "engine/base/MonotonicClock.h"
#include "engine/base/files/OutsideFile.h"

#include <QDir>

#include <algorithm>
#include <chrono>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// From the first sign of a change to the reading: a file is rarely written in one go.
constexpr auto kSettleTime = 100ms;

/// A file this young may still be being written: nobody is told yet that it is wrong. Nor does its time stamp
/// prove that it has not changed since it was read.
constexpr auto kYoung = 500ms;

/// The most files of a directory that are looked at, so that a wrong --behavior-dir does no harm.
constexpr qsizetype maxFiles = 1024;

/// The most files that are reported each by itself, so that a wrong --behavior-dir pushes nothing out of the
/// list of events.
constexpr qsizetype mostRemarks = 10;

/// One more than are looked at if there are more.
QFileInfoList behaviorFilesIn(const QString &directory)
{
    const QStringList patterns{QStringLiteral("*.so"), QStringLiteral("*.js")};
    return QDir(directory)
        .entryInfoList(patterns, QDir::Files | QDir::System, QDir::Name)
        .mid(0, maxFiles + 1);
}

QString nearestExisting(QString directory)
{
    while (!QFileInfo(directory).isDir() && !QDir(directory).isRoot()) {
        const QString above = QFileInfo(directory).path();
        if (above == directory)
            break; // there is nothing above it
        directory = above;
    }
    return directory;
}

} // namespace

BehaviorFiles::BehaviorFiles(QObject *parent, WallClock wallClock)
    : QObject(parent)
    , m_wallClock(std::move(wallClock))
    , m_watcher(this)
    , m_settle(this)
{
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &BehaviorFiles::refresh);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &BehaviorFiles::soon);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &BehaviorFiles::soon);
}

void BehaviorFiles::watch(const QStringList &directories)
{
    for (const QString &directory : directories) {
        if (directory.isEmpty())
            continue; // it would be this process's current directory
        m_directories.append(QDir::cleanPath(QFileInfo(directory).absoluteFilePath()));
    }
    m_directories.removeDuplicates();
    refresh();
}

void BehaviorFiles::refresh()
{
    scan();
    Q_EMIT changed();
}

void BehaviorFiles::soon()
{
    if (!m_settle.isActive() || m_settle.remainingTimeAsDuration() > kSettleTime)
        m_settle.start(kSettleTime);
}

QSet<QString> BehaviorFiles::pathsToWatch() const
{
    QSet<QString> paths;
    for (const QString &directory : m_directories) {
        paths.insert(nearestExisting(directory));
        // A directory does not report that a file in it was written to.
        for (const QFileInfo &file : behaviorFilesIn(directory)) {
            if (file.isFile())
                paths.insert(file.absoluteFilePath());
        }
    }
    return paths;
}

void BehaviorFiles::watchPaths()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QSet<QString> before(watched.begin(), watched.end());
    const QSet<QString> wanted = pathsToWatch();
    const QSet<QString> gone = before - wanted;
    const QSet<QString> added = wanted - before;
    if (!gone.isEmpty())
        m_watcher.removePaths(gone.values());
    if (!added.isEmpty())
        m_watcher.addPaths(added.values());
    // Files that came between looking and watching would go unseen until the next change.
    if (pathsToWatch() != wanted)
        soon();
}

void BehaviorFiles::scan()
{
    watchPaths(); // first, so that what changes while it is read is read again
    Readings readings;
    m_plugins.clear();
    m_scripts.clear();
    m_remarks.clear();
    for (const QString &directory : m_directories) {
        QFileInfoList files = behaviorFilesIn(directory);
        if (files.size() > maxFiles) {
            files.removeLast();
            m_remarks.append(QStringLiteral("%1 has more than %2 files for behaviours: those after %3 are "
                                            "left out.")
                                 .arg(directory, QString::number(maxFiles), files.last().fileName()));
        }
        for (const QFileInfo &file : std::as_const(files)) {
            const QString path = file.absoluteFilePath();
            const Reading &reading = readings[path] = readingOf(file);
            onRead(path, reading);
        }
    }
    m_readings = std::move(readings);
    announceRemarks();
}

/// By its date a file is young for a moment. But the wall clock may be set. So a file dated in the future
/// counts as old, and no file stays young for longer than that moment since it was seen unchanged.
BehaviorFiles::Reading BehaviorFiles::signsOf(const QFileInfo &file, const Reading *before) const
{
    const Nanoseconds now = monotonicNow();
    Reading reading{.size = file.size(), .changedAt = file.metadataChangeTime(), .seenAt = now};
    if (before && before->size == reading.size && before->changedAt == reading.changedAt)
        reading.seenAt = before->seenAt;
    const std::chrono::milliseconds age(reading.changedAt.msecsTo(m_wallClock()));
    reading.isYoung = age >= 0ms && age < kYoung && now - reading.seenAt < kYoung;
    return reading;
}

BehaviorFiles::Reading BehaviorFiles::readingOf(const QFileInfo &file) const
{
    const QString path = file.absoluteFilePath();
    const auto known = m_readings.find(path);
    Reading reading = signsOf(file, known == m_readings.end() ? nullptr : &known->second);
    if (known != m_readings.end() && known->second.seenAt == reading.seenAt && !known->second.isYoung)
        return known->second;
    if (file.suffix() == QLatin1String("so")) {
        reading.plugin = readPluginMetadata(path);
        if (!reading.plugin->isBehavior)
            reading.skipped = reading.plugin->problem;
        return reading;
    }
    if (!isBehaviorName(file.completeBaseName())) {
        reading.skipped =
            QStringLiteral("its name is not valid for a behaviour (letters, digits, _ and -, at most 63)");
        return reading;
    }
    OutsideFile opened(path);
    const auto source = opened.read(maxScriptBytes);
    if (!source)
        reading.skipped = opened.problem();
    else
        reading.skipped = source->isEmpty() ? QStringLiteral("it is empty") : problemOfScript(*source);
    if (reading.skipped.isEmpty())
        reading.script = makeScript(file.completeBaseName(), *source);
    return reading;
}

void BehaviorFiles::onRead(const QString &path, const Reading &reading)
{
    if (!reading.skipped.isEmpty()) {
        if (reading.isYoung)
            m_settle.start(kYoung);
        else
            skip(path, reading.skipped);
        return;
    }
    const QString name = reading.script ? reading.script->ref.name : reading.plugin->name;
    if (isReservedName(name)) {
        skip(path, QStringLiteral("the name %1 is reserved for a built-in behaviour").arg(name));
    } else if (reading.script) {
        if (std::find(m_scripts.begin(), m_scripts.end(), *reading.script) != m_scripts.end())
            return;
        if (m_scripts.size() >= maxScripts)
            skip(path, QStringLiteral("there are %1 scripts already").arg(maxScripts));
        else
            m_scripts.push_back(*reading.script);
    } else {
        const auto same = std::find_if(m_plugins.begin(), m_plugins.end(),
                                       [&](const PluginFile &other) { return other.metadata.name == name; });
        if (same != m_plugins.end())
            skip(path, QStringLiteral("%1 is there already, as %2").arg(name, same->path));
        else if (m_plugins.size() >= maxScripts)
            skip(path, QStringLiteral("there are %1 plugins already").arg(maxScripts));
        else
            m_plugins.push_back({*reading.plugin, path});
    }
}

void BehaviorFiles::skip(const QString &path, const QString &why)
{
    m_remarks.append(QStringLiteral("%1 is left out: %2.").arg(path, why));
}

void BehaviorFiles::announceRemarks()
{
    const QSet<QString> before = std::exchange(m_said, QSet<QString>(m_remarks.begin(), m_remarks.end()));
    QStringList news;
    std::ranges::copy_if(m_remarks, std::back_inserter(news),
                         [&before](const QString &sentence) { return !before.contains(sentence); });
    const qsizetype room = std::max<qsizetype>(mostRemarks - (m_remarks.size() - news.size()), 0);
    for (const QString &sentence : news.mid(0, room))
        Q_EMIT remark(sentence);
    if (news.size() > room)
        Q_EMIT remark(QStringLiteral("Files left out besides these: %1.").arg(news.size() - room));
}

} // namespace everbounce
