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

/// The plugins and scripts in some directories, kept up to date while files come, change and go. A directory
/// may come and go as well. Files that cannot be behaviours are left out with a remark. Lives on the
/// cluster's thread; reads only what has changed.
class BehaviorFiles : public QObject
{
    Q_OBJECT
public:
    /// The wall clock, by which a file system dates its files. It may be set.
    using WallClock = std::function<QDateTime()>;

    explicit BehaviorFiles(
        QObject *parent = nullptr, WallClock wallClock = [] { return QDateTime::currentDateTime(); });

    /// Reads the directories and goes on watching them. What comes first in the list wins. To be called once.
    void watch(const QStringList &directories);

    const std::vector<PluginFile> &plugins() const { return m_plugins; }
    const std::vector<ScriptText> &scripts() const { return m_scripts; }

Q_SIGNALS:
    /// Something may be different now.
    void changed();

    /// One sentence on a file that was left out; once for as long as it holds.
    void remark(const QString &sentence);

private:
    /// What was read of one file, and by which signs it is known to be the same still.
    struct Reading
    {
        qint64 size = 0;
        QDateTime changedAt;   ///< of the file
        Nanoseconds seenAt{0}; ///< of the monotonic clock: that it was like this first
        bool isYoung = false;  ///< as it was read: perhaps still in the making
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
