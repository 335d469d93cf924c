// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/EtcdJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace everbounce::etcd {
namespace {

// gRPC's status codes, as the gateway passes them on.
constexpr int notFound = 5;
constexpr int permissionDenied = 7;
constexpr int resourceExhausted = 8;
constexpr int unauthenticated = 16;

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QString base64(const std::string &text)
{
    return base64(QByteArray::fromStdString(text));
}

QString keyText(const QByteArray &prefix, const std::string &key)
{
    return base64(prefix + QByteArray::fromStdString(key));
}

/// The first key after all that begin with the prefix.
QByteArray endOf(QByteArray prefix)
{
    prefix.back() = char(prefix.back() + 1);
    return prefix;
}

QJsonObject everything(const QByteArray &prefix)
{
    return {{QStringLiteral("key"), base64(prefix)}, {QStringLiteral("range_end"), base64(endOf(prefix))}};
}

/// The gateway writes 64-bit numbers as texts, and leaves out those that are 0.
qint64 number(const QJsonValue &value)
{
    return value.isString() ? value.toString().toLongLong() : value.toInteger();
}

QString text(qint64 number)
{
    return QString::number(number);
}

QJsonObject objectOf(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object();
}

/// What is no JSON: the words of the gateway itself, or of something before it.
QString plainTextOf(const QByteArray &body)
{
    const QString text = QString::fromUtf8(body.left(1000)).simplified();
    const bool isMarkup = text.startsWith(QLatin1Char('{')) || text.contains(QLatin1Char('<'));
    return isMarkup ? QString() : text;
}

Post post(const char *path, const QJsonObject &body)
{
    return {QLatin1String("/v3/") + QLatin1String(path), QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

Post encodeTransaction(const Transaction &transaction, const QByteArray &prefix)
{
    QJsonArray compares;
    for (const Compare &compare : transaction.compares)
        compares.append(QJsonObject{{QStringLiteral("key"), keyText(prefix, compare.key)},
                                    {QStringLiteral("target"), QStringLiteral("MOD")},
                                    {QStringLiteral("result"), QStringLiteral("EQUAL")},
                                    {QStringLiteral("mod_revision"), text(qint64(compare.modRevision))}});
    QJsonArray changes;
    for (const Put &put : transaction.puts)
        changes.append(QJsonObject{
            {QStringLiteral("request_put"), QJsonObject{{QStringLiteral("key"), keyText(prefix, put.key)},
                                                        {QStringLiteral("value"), base64(put.value)},
                                                        {QStringLiteral("lease"), text(put.lease)}}}});
    for (const Erase &erase : transaction.erasures)
        changes.append(QJsonObject{{QStringLiteral("request_delete_range"),
                                    QJsonObject{{QStringLiteral("key"), keyText(prefix, erase.key)}}}});
    const QJsonObject all{{QStringLiteral("request_range"), everything(prefix)}};
    changes.append(all);
    return post("kv/txn", {{QStringLiteral("compare"), compares},
                           {QStringLiteral("success"), changes},
                           {QStringLiteral("failure"), QJsonArray{all}}});
}

std::optional<KeyValue> keyValueOf(const QJsonObject &object, const QByteArray &prefix)
{
    const QByteArray key = QByteArray::fromBase64(object[QLatin1String("key")].toString().toLatin1());
    if (!key.startsWith(prefix))
        return std::nullopt;
    return KeyValue{
        key.mid(prefix.size()).toStdString(),
        QByteArray::fromBase64(object[QLatin1String("value")].toString().toLatin1()).toStdString(),
        std::uint64_t(number(object[QLatin1String("mod_revision")])), number(object[QLatin1String("lease")])};
}

std::uint64_t revisionOf(const QJsonObject &object)
{
    return std::uint64_t(number(object[QLatin1String("header")][QLatin1String("revision")]));
}

std::uint64_t clusterOf(const QJsonObject &object)
{
    const QJsonObject result = object[QLatin1String("result")].toObject();
    const QJsonObject &outer = result.isEmpty() ? object : result;
    return outer[QLatin1String("header")][QLatin1String("cluster_id")].toString().toULongLong();
}

Answer snapshotOf(const QJsonObject &object, const QJsonArray &values, const QByteArray &prefix)
{
    Snapshot snapshot{revisionOf(object), {}, clusterOf(object)};
    if (snapshot.revision == 0)
        return Failure{Failure::Kind::Unreachable, "its answer is no answer"};
    for (const QJsonValue &value : values) {
        if (auto keyValue = keyValueOf(value.toObject(), prefix))
            snapshot.all.push_back(*std::move(keyValue));
    }
    return snapshot;
}

} // namespace

Post encode(const Request &request, const QByteArray &prefix)
{
    if (const auto *grant = std::get_if<Grant>(&request))
        return post("lease/grant", {{QStringLiteral("TTL"), text(grant->length.count())}});
    if (const auto *alive = std::get_if<KeepAlive>(&request))
        return post("lease/keepalive", {{QStringLiteral("ID"), text(alive->lease)}});
    if (const auto *transaction = std::get_if<Transaction>(&request))
        return encodeTransaction(*transaction, prefix);
    return post("kv/range", everything(prefix));
}

Post encodeWatch(std::uint64_t from, const QByteArray &prefix)
{
    QJsonObject create = everything(prefix);
    create[QLatin1String("start_revision")] = text(qint64(from));
    return post("watch", {{QStringLiteral("create_request"), create}});
}

Post encodeLogin(const QString &user, const QString &password)
{
    return post("auth/authenticate",
                {{QStringLiteral("name"), user}, {QStringLiteral("password"), password}});
}

std::optional<Failure> failureOf(int status, const QByteArray &body)
{
    const QJsonObject object = objectOf(body);
    QString why = object[QLatin1String("message")].toString();
    if (why.isEmpty())
        why = object[QLatin1String("error")].toString();
    if (status == 200 && why.isEmpty())
        return std::nullopt;
    if (why.isEmpty())
        why = plainTextOf(body);
    const qint64 code = number(object[QLatin1String("code")]);
    why = why.isEmpty() ? QStringLiteral("it answers with HTTP status %1").arg(status) : why.left(200);
    why.remove(QLatin1String("etcdserver: "));
    using Kind = Failure::Kind;
    Kind kind = Kind::Unreachable; // a leader is missing, say: another member may know one
    if (code == unauthenticated || code == permissionDenied || why.contains(QLatin1String("user name")) ||
        why.contains(QLatin1String("CommonName")) || why.contains(QLatin1String("authentication failed")))
        kind = Kind::Denied;
    else if (code == notFound && why.contains(QLatin1String("lease")))
        kind = Kind::NoSuchLease;
    else if (code == resourceExhausted && why.contains(QLatin1String("space")))
        kind = Kind::Full;
    else if (status >= 400 && status < 500 && status != 429)
        kind = Kind::Refused;
    return Failure{kind, why.toStdString()};
}

Answer decode(const Request &request, int status, const QByteArray &body, const QByteArray &prefix)
{
    if (const auto failure = failureOf(status, body))
        return *failure;
    const QJsonObject object = objectOf(body);
    if (std::holds_alternative<Grant>(request)) {
        const qint64 lease = number(object[QLatin1String("ID")]);
        const qint64 length = number(object[QLatin1String("TTL")]);
        if (lease == 0 || length <= 0)
            return Failure{Failure::Kind::Unreachable, "it granted no lease"};
        return Granted{lease, std::chrono::seconds(length)};
    }
    if (std::holds_alternative<KeepAlive>(request)) {
        const QJsonObject result = object[QLatin1String("result")].toObject();
        if (result.isEmpty())
            return Failure{Failure::Kind::Unreachable, "its answer is no answer"};
        return KeptAlive{std::chrono::seconds(std::max<qint64>(number(result[QLatin1String("TTL")]), 0))};
    }
    if (std::holds_alternative<Read>(request))
        return snapshotOf(object, object[QLatin1String("kvs")].toArray(), prefix);
    const QJsonArray responses = object[QLatin1String("responses")].toArray();
    const QJsonObject range =
        responses.isEmpty() ? QJsonObject() : responses.last()[QLatin1String("response_range")].toObject();
    return snapshotOf(object, range[QLatin1String("kvs")].toArray(), prefix);
}

std::uint64_t clusterOf(const QByteArray &body)
{
    return clusterOf(objectOf(body));
}

/// A request without a token is refused for having no name, once authentication was turned on.
bool wantsLogin(int status, const QByteArray &body)
{
    if (status == 200)
        return false;
    const QJsonObject object = objectOf(body);
    const QString why = object[QLatin1String("message")].toString();
    return number(object[QLatin1String("code")]) == unauthenticated ||
           why.contains(QLatin1String("user name is empty")) ||
           why.contains(QLatin1String("auth store is old"));
}

std::optional<QByteArray> tokenOf(int status, const QByteArray &body)
{
    const QJsonObject object = objectOf(body);
    if (object[QLatin1String("message")].toString().contains(QLatin1String("authentication is not enabled")))
        return QByteArray();
    const QByteArray token = object[QLatin1String("token")].toString().toLatin1();
    return status == 200 && !token.isEmpty() ? std::optional(token) : std::nullopt;
}

WatchLine decodeWatchLine(const QByteArray &line, const QByteArray &prefix)
{
    const QJsonObject object = objectOf(line);
    const QJsonObject result = object[QLatin1String("result")].toObject();
    WatchLine told;
    told.cluster = clusterOf(object);
    told.isOver = result.isEmpty() || result[QLatin1String("canceled")].toBool();
    for (const QJsonValue &value : result[QLatin1String("events")].toArray()) {
        if (const auto keyValue = keyValueOf(value[QLatin1String("kv")].toObject(), prefix))
            told.events.push_back(
                {*keyValue, value[QLatin1String("type")].toString() == QLatin1String("DELETE")});
    }
    return told;
}

std::optional<MemberStatus> decodeStatus(int status, const QByteArray &body)
{
    const QJsonObject object = objectOf(body);
    // These are unsigned, and may be beyond what a signed number holds: they are compared as texts.
    const QString member = object[QLatin1String("header")][QLatin1String("member_id")].toString();
    const QString leader = object[QLatin1String("leader")].toString();
    if (status != 200 || member.isEmpty())
        return std::nullopt;
    const bool hasLeader = !leader.isEmpty() && leader != QLatin1String("0");
    return MemberStatus{hasLeader && leader == member, hasLeader};
}

} // namespace everbounce::etcd
