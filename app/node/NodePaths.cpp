// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodePaths.h"

#include "engine/singleton/replica/store/StateLock.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace everbounce {
namespace {

/// What a file system takes as one name. A longer one ends with its digest, after a character that no other
/// has.
constexpr qsizetype longestFolder = 255;

QString asFolder(const QString &name)
{
    const QString all =
        QString::fromLatin1(QUrl::toPercentEncoding(name)).replace(QLatin1String("."), QLatin1String("%2E"));
    if (all.size() <= longestFolder)
        return all;
    const QByteArray digest = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex();
    return all.left(longestFolder - 1 - digest.size()) + u'+' + QLatin1String(digest);
}

/// The behaviours that come with the program.
QString shippedBehaviors()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() +
                           QLatin1String("/../lib/everbounce/behaviors"));
}

} // namespace

QString NodePaths::engineProgram()
{
    return QCoreApplication::applicationDirPath() + QLatin1String("/everbounce-engine");
}

QString NodePaths::nodeProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + QLatin1String("/everbounced");
    return QFileInfo(beside).isExecutable() ? beside
                                            : QStandardPaths::findExecutable(QStringLiteral("everbounced"));
}

QStringList NodePaths::behaviorDirs() const
{
    return QStringList(shippedBehaviors()) + m_options.behaviorDirs;
}

/// The first given directory that can be written, but none of those that came with the program.
QString NodePaths::scriptDir() const
{
    const QString shipped = QFileInfo(shippedBehaviors()).absolutePath() + QLatin1Char('/');
    for (const QString &given : m_options.behaviorDirs) {
        const QFileInfo folder(QDir::cleanPath(QFileInfo(given).absoluteFilePath()));
        if (folder.isDir() && folder.isWritable() && !folder.filePath().startsWith(shipped))
            return folder.filePath();
    }
    return stateDir() + QLatin1String("/behaviors");
}

QString NodePaths::stateDir() const
{
    if (!m_options.stateDir.isEmpty())
        return m_options.stateDir;
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QStringLiteral("%1/everbounce/%2/%3").arg(data, asFolder(m_options.cluster), nodeAsFolder());
}

bool NodePaths::isStateFree() const
{
    StateLock probe;
    return probe.lock(stateDir());
}

QString NodePaths::nodeAsFolder() const
{
    return asFolder(m_name);
}

QString folderOfUser(const Options &options)
{
    return QFileInfo(options.clusterKeyFile).path();
}

} // namespace everbounce
