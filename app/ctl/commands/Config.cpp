// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Config.h"

#include "app/ctl/Http.h"
#include "app/ctl/commands/Orders.h"

#include <QJsonArray>

namespace everbounce::ctl {
namespace {

QString valuesOf(const QJsonObject &setting)
{
    QStringList values;
    for (const QJsonValue &value : setting.value(QLatin1String("values")).toArray())
        values << printable(value.toString());
    return values.isEmpty() ? QStringLiteral("-") : values.join(QLatin1String(", "));
}

QString sourceOf(const QJsonObject &setting)
{
    const QString from = text(setting, "from");
    if (from == QLatin1String("joined"))
        return QStringLiteral("the cluster that it joined");
    if (from == QLatin1String("chosen"))
        return QStringLiteral("the switch at this node");
    if (from == QLatin1String("window"))
        return QStringLiteral("the settings of its window");
    if (from != QLatin1String("environment"))
        return from;
    return QLatin1String("EVERBOUNCE_") +
           text(setting, "option").toUpper().replace(QLatin1Char('-'), QLatin1Char('_'));
}

void showSettings(const QJsonObject &answer)
{
    QList<QStringList> rows{{QStringLiteral("SETTING"), QStringLiteral("VALUE"), QStringLiteral("FROM")}};
    for (const QJsonValue &value : answer.value(QLatin1String("settings")).toArray()) {
        const QJsonObject setting = value.toObject();
        rows << QStringList{text(setting, "option"), valuesOf(setting), sourceOf(setting)};
    }
    print(table(rows));
}

} // namespace

int config(const QUrl &node, const QString &tokenFile, bool asJson)
{
    return askAndShow(
        node, tokenFile, asJson,
        [&](const QByteArray &token) {
            return fetch(node, QStringLiteral("api/v1/config"), token, "settings");
        },
        showSettings);
}

} // namespace everbounce::ctl
