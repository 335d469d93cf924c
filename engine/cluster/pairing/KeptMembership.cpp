// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/KeptMembership.h"

#include "engine/base/OutsideFile.h"
#include "engine/base/Printable.h"
#include "engine/base/SafeFile.h"
#include "engine/cluster/link/KeyFile.h"
#include "engine/cluster/link/PrivateFile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace everbounce {
namespace {

constexpr qint64 mostBytes = 4096;
constexpr qsizetype mostName = 64;
constexpr QLatin1String kCluster("cluster");
constexpr QLatin1String kPeer("peer");
constexpr QLatin1String kLine("line");

QString fileOf(const QString &keyFile)
{
    return keyFile + QLatin1String(".joined");
}

} // namespace

QString keepMembership(const QString &keyFile, const QByteArray &key, const KeptMembership &kept)
{
    if (const QString problem = replaceKeyFile(keyFile, key); !problem.isEmpty())
        return problem;
    const QJsonObject object{
        {kCluster, kept.cluster}, {kPeer, kept.peer}, {kLine, QString::fromLatin1(kept.lineUsed.toHex())}};
    const QString why = replaceFile(fileOf(keyFile), QJsonDocument(object).toJson());
    return why.isEmpty() ? QString() : QStringLiteral("%1 cannot be written: %2.").arg(fileOf(keyFile), why);
}

void forgetMembership(const QString &keyFile)
{
    QFile::remove(fileOf(keyFile));
}

std::optional<KeptMembership> keptMembership(const QString &keyFile)
{
    OutsideFile file(fileOf(keyFile));
    if (!file.isOpen() || file.grants(S_IRWXG | S_IRWXO) || !waysToReplace(fileOf(keyFile)).isEmpty())
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.read(mostBytes).value_or(QByteArray())).object();
    const KeptMembership kept{object.value(kCluster).toString(), object.value(kPeer).toString(),
                              QByteArray::fromHex(object.value(kLine).toString().toLatin1())};
    const bool sound = !kept.cluster.isEmpty() && printable(kept.cluster, mostName) == kept.cluster;
    return sound ? std::optional(kept) : std::nullopt;
}

} // namespace everbounce
