// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Http.h"

#include "app/ctl/NodeTrust.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <memory>

namespace everbounce::ctl {
namespace {

constexpr int patienceMs = 5000;
constexpr int commandPatienceMs = 8000;
constexpr qint64 longestAnswer = 16 << 20; ///< many times what a cluster of 512 nodes needs

/// A refusal as the node put it (RFC 9457).
Failure refusal(const QUrl &node, int status, const QByteArray &body)
{
    const QJsonObject problem = QJsonDocument::fromJson(body).object();
    const QString detail = problem.value(QLatin1String("detail")).toString();
    if (detail.isEmpty())
        return noNode(node);
    return {Exit::Refused,
            QStringLiteral("The node at %1 refused (%2): %3")
                .arg(node.toString(), QString::number(status), detail),
            problem};
}

/// A zone says where a link-local address is, to this machine alone, so it is not sent (RFC 6874). Empty
/// where there is none: the library's own Host field is right then.
QByteArray hostWithoutZone(const QUrl &node)
{
    const QString host = node.host();
    if (!host.contains(u'%'))
        return {};
    const QString port = node.port() < 0 ? QString() : QStringLiteral(":%1").arg(node.port());
    return QStringLiteral("[%1]%2").arg(host.section(u'%', 0, 0), port).toLatin1();
}

/// Redirections are not followed: the token is for this node. Nor is anything unpacked: nodes pack nothing.
QNetworkRequest requestTo(const QUrl &node, const QString &path, const QByteArray &token)
{
    QNetworkRequest request(node.resolved(QUrl(path)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setRawHeader("Accept-Encoding", "identity");
    if (const QByteArray host = hostWithoutZone(node); !host.isEmpty())
        request.setRawHeader("Host", host);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    return request;
}

/// Waits for the whole answer, however slowly it comes. False if it is too long.
bool waitFor(QNetworkReply &reply, int patience)
{
    QEventLoop loop;
    bool isTooLong = false;
    QObject::connect(&reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(&reply, &QNetworkReply::readyRead, &loop, [&] {
        isTooLong = reply.bytesAvailable() > longestAnswer;
        if (isTooLong)
            reply.abort();
    });
    QTimer::singleShot(patience, &reply, &QNetworkReply::abort);
    if (!reply.isFinished())
        loop.exec();
    return !isTooLong;
}

bool isOfANode(const QByteArray &body, Sign sign)
{
    const QJsonDocument read = QJsonDocument::fromJson(body);
    return sign ? read.object().contains(QLatin1String(sign)) : read.isArray();
}

/// The outcome of a request that has been sent.
Fetched finished(const QUrl &node, QNetworkReply *sent, int patience, Sign sign)
{
    const std::unique_ptr<QNetworkReply> reply(sent);
    reply->ignoreSslErrors(toleratedAt(node));
    if (!waitFor(*reply, patience))
        return noNode(node);
    if (reply->error() == QNetworkReply::OperationCanceledError)
        return unreachable(node, QStringLiteral("it did not answer within %1 s").arg(patience / 1000));
    if (reply->error() == QNetworkReply::SslHandshakeFailedError)
        return untrusted(node, reply->errorString());
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QUrl elsewhere = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (!elsewhere.isEmpty())
        return unreachable(node, QStringLiteral("it refers to %1").arg(node.resolved(elsewhere).toString()));
    const QByteArray body = reply->readAll();
    if (status == 200)
        return isOfANode(body, sign) ? Fetched(body) : Fetched(noNode(node));
    return status == 0 ? unreachable(node, reply->errorString()) : refusal(node, status, body);
}

} // namespace

Failure unreachable(const QUrl &node, const QString &reason)
{
    return {Exit::NoNode,
            QStringLiteral(
                "Cannot reach a node at %1: %2. Is one running there? Give another address with --url.")
                .arg(node.toString(), reason),
            {}};
}

Failure untrusted(const QUrl &node, const QString &reason)
{
    return {Exit::NoNode,
            QStringLiteral(
                "Cannot trust the node at %1: %2. If that is its certificate, name it or its authority with "
                "--ca.")
                .arg(node.toString(), reason),
            {}};
}

Failure noNode(const QUrl &node)
{
    return unreachable(node, QStringLiteral("it is not an Everbounce node"));
}

Fetched fetch(const QUrl &node, const QString &path, const QByteArray &token, Sign sign)
{
    QNetworkAccessManager http;
    return finished(node, http.get(requestTo(node, path, token)), patienceMs, sign);
}

Fetched order(const QUrl &node, const QString &path, const QJsonObject &body, const QByteArray &token,
              Sign sign)
{
    QNetworkAccessManager http;
    QNetworkRequest request = requestTo(node, path, token);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    return finished(node, http.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact)),
                    commandPatienceMs, sign);
}

Fetched remove(const QUrl &node, const QString &path, const QByteArray &token)
{
    QNetworkAccessManager http;
    return finished(node, http.deleteResource(requestTo(node, path, token)), commandPatienceMs, "ok");
}

std::variant<QJsonDocument, Failure> document(const QUrl &node, const QByteArray &path, Sign sign)
{
    const Fetched fetched = fetch(node, QString::fromLatin1(path), {}, sign);
    if (const auto *failure = std::get_if<Failure>(&fetched))
        return *failure;
    return QJsonDocument::fromJson(std::get<QByteArray>(fetched));
}

} // namespace everbounce::ctl
