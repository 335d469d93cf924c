// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/PluginMetadata.h"
#include "engine/ball/behaviors/ScriptText.h"
#include "engine/base/Time.h"

#include <QDateTime>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace everbounce {

/// A native plugin's file, not loaded.
struct PluginFile
{
    PluginMetadata metadata;
    QString path;
};

/// The plugins and scripts in some directories, kept up to date while files and directories come, change and
/// go. Files that cannot be behaviours are left out with a remark. Reads only what has changed. Lives on the
/// cluster's thread.
class BehaviorFiles : public QObject
{
    Q_OBJECT
public:
    /// The wall clock, by which a file system dates its files. Somebody may set it.
    using WallClock = std::function<QDateTime()>;

    explicit BehaviorFiles(
        QObject *parent = nullptr, WallClock wallClock = [] { return QDateTime::currentDateTime(); });

    /// Reads the directories and goes on watching them. Earlier ones win. Call it once.
    void watch(const QStringList &directories);

    /// Reads what has changed, at once.
    void refresh();

    const std::vector<PluginFile> &plugins() const { return m_plugins; }
    const std::vector<ScriptText> &scripts() const { return m_scripts; }

Q_SIGNALS:
    /// Something may be different now.
    void changed();

    /// One sentence about a file that was left out, or about many; once while it stays so.
    void remark(const QString &sentence);

private:
    /// What was read of one file, and the signs by which it is known to be unchanged.
    struct Reading
    {
        qint64 size = 0;
        QDateTime changedAt;   ///< of the file
        Nanoseconds seenAt{0}; ///< of the monotonic clock: when it was first seen like this
        bool isYoung = false;  ///< as it was read: perhaps still being written
        std::optional<PluginMetadata> plugin;
        std::optional<ScriptText> script;
        QString skipped; ///< why neither
    };
    using Readings = std::map<QString, Reading>;

    QSet<QString> pathsToWatch() const;
    void watchPaths();
    void soon();
    void scan();
    Reading readingOf(const QFileInfo &file) const;
    Reading signsOf(const QFileInfo &file, const Reading *before) const;
    void onRead(const QString &path, const Reading &reading);
    void skip(const QString &path, const QString &why);
    void announceRemarks();

    WallClock m_wallClock;
    QStringList m_directories;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    Readings m_readings;
    std::vector<PluginFile> m_plugins;
    std::vector<ScriptText> m_scripts;
    QStringList m_remarks;
    QSet<QString> m_said;
};

} // namespace everbounce
