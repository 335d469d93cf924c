// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Http.h"

#include "app/ctl/NodeTrust.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace everbounce::ctl {
namespace {

constexpr int patienceMs = 5000;
constexpr int commandPatienceMs = 8000;

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

/// The outcome of a request that has been sent.
Fetched finished(const QUrl &node, QNetworkReply *sent, int patience)
{
    const std::unique_ptr<QNetworkReply> reply(sent);
    reply->ignoreSslErrors(toleratedAt(node));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    if (reply->error() == QNetworkReply::OperationCanceledError)
        return unreachable(node, QStringLiteral("it did not answer within %1 s").arg(patience / 1000));
    if (reply->error() == QNetworkReply::SslHandshakeFailedError)
        return untrusted(node, reply->errorString());
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray body = reply->readAll();
    if (status == 200)
        return body;
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

Fetched fetch(const QUrl &node, const QString &path, const QByteArray &token)
{
    QNetworkAccessManager http;
    QNetworkRequest request(node.resolved(QUrl(path)));
    request.setTransferTimeout(patienceMs);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    return finished(node, http.get(request), patienceMs);
}

Fetched order(const QUrl &node, const QString &path, const QJsonObject &body, const QByteArray &token)
{
    QNetworkAccessManager http;
    QNetworkRequest request(node.resolved(QUrl(path)));
    request.setTransferTimeout(commandPatienceMs);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    return finished(node, http.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact)),
                    commandPatienceMs);
}

Fetched remove(const QUrl &node, const QString &path, const QByteArray &token)
{
    QNetworkAccessManager http;
    QNetworkRequest request(node.resolved(QUrl(path)));
    request.setTransferTimeout(commandPatienceMs);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    return finished(node, http.deleteResource(request), commandPatienceMs);
}

std::variant<QJsonDocument, Failure> document(const QUrl &node, const QByteArray &path)
{
    const Fetched fetched = fetch(node, QString::fromLatin1(path));
    if (const auto *failure = std::get_if<Failure>(&fetched))
        return *failure;
    const QJsonDocument read = QJsonDocument::fromJson(std::get<QByteArray>(fetched));
    if (read.isNull())
        return noNode(node);
    return read;
}

} // namespace everbounce::ctl
