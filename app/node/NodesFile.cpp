// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodesFile.h"

#include "app/node/NodePaths.h"
#include "engine/base/files/IniFile.h"
#include "engine/base/files/OutsideFile.h"

#include <QLoggingCategory>
#include <QSettings>

namespace everbounce {

namespace {

Q_LOGGING_CATEGORY(nodesFileLog, "everbounce.settings")

} // namespace

NodesFile::NodesFile(const Options &options)
    : m_path(folderOfUser(options) + QLatin1String("/nodes.ini"))
{
}

QVariant NodesFile::value(const QString &key) const
{
    return isRegularOrMissing(m_path) ? QSettings(m_path, QSettings::IniFormat).value(key) : QVariant();
}

QString NodesFile::set(const QList<std::pair<QString, QVariant>> &values) const
{
    const QString why = changeIniFile(m_path, values);
    if (why.isEmpty())
        return {};
    qCWarning(nodesFileLog).noquote() << m_path << "cannot be written:" << why;
    return QStringLiteral("Changed, but not saved: %1 cannot be written, so a restart undoes it.")
        .arg(m_path);
}

} // namespace everbounce
