// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodesFile.h"

#include "app/node/NodePaths.h"
#include "engine/base/files/OutsideFile.h"

#include <QSettings>

namespace everbounce {

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
    const auto problem = [this] {
        return QStringLiteral("Changed, but not saved: %1 cannot be written, so a restart undoes it.")
            .arg(m_path);
    };
    if (!isRegularOrMissing(m_path))
        return problem();
    QSettings settings(m_path, QSettings::IniFormat);
    for (const auto &[key, value] : values) {
        if (value.isValid())
            settings.setValue(key, value);
        else
            settings.remove(key);
    }
    settings.sync();
    return settings.status() == QSettings::NoError ? QString() : problem();
}

} // namespace everbounce
