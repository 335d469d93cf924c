// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/EtcdIntroduction.h"

#include <QCborMap>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace everbounce::etcd {
namespace {

constexpr qsizetype mostPlaces = 4;
constexpr QLatin1String kLinks("links");
constexpr QLatin1String kAgreement("agreement");
constexpr QLatin1String kKeys("keys");

std::string compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

QJsonObject objectFrom(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

bool haveNoneInCommon(const QJsonArray &some, const QJsonArray &others)
{
    return !some.isEmpty() && !others.isEmpty() &&
           std::ranges::none_of(some, [&others](const QJsonValue &key) { return others.contains(key); });
}

} // namespace

std::string toText(const Presence &presence)
{
    QJsonArray links, keys;
    for (const Endpoint &place : presence.links)
        links.append(QJsonObject{{QStringLiteral("address"), place.address.toString()},
                                 {QStringLiteral("port"), place.port}});
    for (const QByteArray &key : presence.keys)
        keys.append(QString::fromLatin1(key));
    QCborMap common;
    writeAgreement(presence.agreement, common);
    QJsonObject agreement = common.toJsonObject();
    agreement.insert(kKeys, keys);
    return compact({{kLinks, links}, {kAgreement, agreement}});
}

QList<Endpoint> linksOf(const std::string &introduction)
{
    QList<Endpoint> places;
    const QJsonArray told = objectFrom(introduction)[kLinks].toArray();
    for (qsizetype i = 0; i < std::min(told.size(), mostPlaces); ++i) {
        const QHostAddress address(told.at(i)[QLatin1String("address")].toString());
        const int port = told.at(i)[QLatin1String("port")].toInt();
        if (!address.isNull() && port > 0 && port <= 65535)
            places << Endpoint{address, quint16(port)};
    }
    return places;
}

std::string agreementOf(const std::string &introduction)
{
    const QJsonObject agreement = objectFrom(introduction)[kAgreement].toObject();
    return agreement.isEmpty() ? std::string() : compact(agreement);
}

QString differenceOf(const std::string &other, const std::string &own, const Agreement &like)
{
    if (other == own)
        return {};
    const QJsonObject there = objectFrom(other), here = objectFrom(own);
    const auto theirs = readAgreement(QCborMap::fromJsonObject(there), like);
    const auto ours = readAgreement(QCborMap::fromJsonObject(here), like);
    QStringList differences;
    if (theirs && ours && *theirs != *ours)
        differences << everbounce::differenceOf(*theirs, *ours);
    if (haveNoneInCommon(there[kKeys].toArray(), here[kKeys].toArray()))
        differences << QStringLiteral("--cluster-key-file");
    return differences.join(QLatin1String(" and "));
}

} // namespace everbounce::etcd
