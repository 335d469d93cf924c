// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Keys.h"

#include "app/ctl/Http.h"
#include "app/ctl/commands/Orders.h"

#include <QJsonArray>

namespace everbounce::ctl {
namespace {

QString ageOf(const QJsonValue &seconds)
{
    if (!seconds.isDouble())
        return QStringLiteral("?");
    const qint64 age = seconds.toInteger();
    if (age < 120)
        return QStringLiteral("%1 s").arg(age);
    if (age < 7200)
        return QStringLiteral("%1 min").arg(age / 60);
    return age < 2 * 86'400 ? QStringLiteral("%1 h").arg(age / 3600)
                            : QStringLiteral("%1 days").arg(age / 86'400);
}

QString useOf(const QString &role)
{
    if (role == QLatin1String("newest"))
        return QStringLiteral("makes all links");
    return role == QLatin1String("closed") ? QStringLiteral("lets only known members get the newest")
                                           : QStringLiteral("lets every node that has it get the newest");
}

QString membersOf(const QJsonObject &keys)
{
    QList<QStringList> rows{{QStringLiteral("MEMBER"), QStringLiteral("NODES"), QString()}};
    for (const QJsonValue &value : keys.value(QLatin1String("members")).toArray()) {
        const QJsonObject member = value.toObject();
        const QString state = member.value(QLatin1String("own")).toBool()    ? QStringLiteral("this node's")
                              : member.value(QLatin1String("here")).toBool() ? QString()
                                                                             : QStringLiteral("away");
        const QStringList nodes = member.value(QLatin1String("nodes")).toVariant().toStringList();
        rows << QStringList{text(member, "member"),
                            nodes.isEmpty() ? text(member, "name") : nodes.join(QLatin1String(", ")), state};
    }
    return table(rows);
}

void show(const QJsonObject &keys)
{
    QList<QStringList> rows{{QStringLiteral("KEY"), QStringLiteral("AGE"), QStringLiteral("USE")}};
    for (const QJsonValue &value : keys.value(QLatin1String("keys")).toArray()) {
        const QJsonObject key = value.toObject();
        rows << QStringList{text(key, "key"), ageOf(key.value(QLatin1String("age_s"))),
                            useOf(text(key, "role"))};
    }
    print(table(rows) + QLatin1Char('\n') + membersOf(keys));
    QStringList behind;
    for (const QJsonValue &name : keys.value(QLatin1String("behind")).toArray())
        behind << name.toString();
    if (!behind.isEmpty())
        print(QStringLiteral("Without the newest so far: %1\n").arg(behind.join(QLatin1String(", "))));
}

} // namespace

int listKeys(const QUrl &node, const QString &tokenFile, bool asJson)
{
    return askAndShow(
        node, tokenFile, asJson,
        [&](const QByteArray &token) { return fetch(node, QStringLiteral("api/v1/keys"), token, "keys"); },
        show);
}

int rotateKey(const QUrl &node, const QString &without, const QString &tokenFile, bool asJson)
{
    QJsonObject body;
    if (!without.isEmpty())
        body.insert(QLatin1String("without"), without);
    return askAndShow(
        node, tokenFile, asJson,
        [&](const QByteArray &token) {
            return order(node, QStringLiteral("api/v1/keys/rotate"), body, token, "generation");
        },
        [](const QJsonObject &answer) {
            const qint64 copies = answer.value(QLatin1String("copies")).toInteger();
            print(copies == 1 ? QStringLiteral("The cluster has a new key; only this node has it so far.\n")
                              : QStringLiteral("The cluster has a new key; %1 nodes have it.\n").arg(copies));
        });
}

} // namespace everbounce::ctl
