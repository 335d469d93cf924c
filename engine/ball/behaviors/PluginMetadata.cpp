// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/PluginMetadata.h"

#include "engine/ball/behaviors/BehaviorName.h"
#include "engine/ball/behaviors/plugin/everbounce/BehaviorPlugin.h"
#include "engine/base/files/OutsideFile.h"

#include <QFileInfo>
#include <QJsonObject>
#include <QPluginLoader>

namespace everbounce {
namespace {

/// The IID without the ABI number.
constexpr QLatin1String kFamily("everbounce.BehaviorPlugin/");

constexpr qint64 maxPluginBytes = qint64(256) << 20;

QString problemOf(const QString &iid, const QJsonObject &json)
{
    const QString number = iid.sliced(kFamily.size());
    const int abi = json[QLatin1String("abi")].toInt(-1);
    if (iid != QLatin1String(EverbounceBehaviorPlugin_iid))
        return QStringLiteral("it is built for behaviour ABI %1, this program has %2")
            .arg(number.left(20), QString::number(EVERBOUNCE_BEHAVIOR_ABI));
    if (abi != EVERBOUNCE_BEHAVIOR_ABI)
        return QStringLiteral("its metadata says behaviour ABI %1, this program has %2")
            .arg(abi)
            .arg(EVERBOUNCE_BEHAVIOR_ABI);
    return {};
}

} // namespace

PluginMetadata readPluginMetadata(const QString &path)
{
    PluginMetadata result{.name = QFileInfo(path).completeBaseName()};
    const OutsideFile file(path); // Qt itself would wait for somebody to write to a pipe
    if (!file.isOpen() || file.status().st_size > maxPluginBytes) {
        result.problem = file.isOpen() ? QStringLiteral("it is too large") : file.problem();
        return result;
    }
    const QPluginLoader loader(path);
    const QJsonObject metadata = loader.metaData();
    const QString iid = metadata[QLatin1String("IID")].toString();
    if (!iid.startsWith(kFamily)) {
        result.problem = metadata.isEmpty()
                             ? QStringLiteral("it is not a Qt plugin that this program can read")
                             : QStringLiteral("it is not a plugin for behaviours");
        return result;
    }
    const QJsonObject json = metadata[QLatin1String("MetaData")].toObject();
    const QString name = json[QLatin1String("name")].toString();
    if (!isBehaviorName(name)) {
        result.problem = QStringLiteral("its metadata gives no valid name");
        return result;
    }
    return {.name = name,
            .problem = problemOf(iid, json),
            .description = json[QLatin1String("description")].toString(),
            .isBehavior = true};
}

} // namespace everbounce
