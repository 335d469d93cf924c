// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/HttpGet.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace everbounce::ctl {
namespace {

constexpr int patienceMs = 5000;

/// What a refusal says for a person (RFC 9457), or nothing.
QString problemDetail(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object().value(QLatin1String("detail")).toString();
}

} // namespace

QString unreachable(const QUrl &node, const QString &reason)
{
    return QStringLiteral(
               "Cannot reach a node at %1: %2. Is one running there? Give another address with --url.")
        .arg(node.toString(), reason);
}

Fetched fetch(const QUrl &node, const QString &path)
{
    QNetworkAccessManager http;
    QNetworkRequest request(node.resolved(QUrl(path)));
    request.setTransferTimeout(patienceMs);
    const std::unique_ptr<QNetworkReply> reply(http.get(request));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();

    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->error() == QNetworkReply::OperationCanceledError)
        return {{},
                unreachable(node, QStringLiteral("it did not answer within %1 s").arg(patienceMs / 1000))};
    const QByteArray body = reply->readAll();
    if (status == 200)
        return {body, {}};
    if (status == 0)
        return {{}, unreachable(node, reply->errorString())};
    const QString detail = problemDetail(body);
    return {{},
            QStringLiteral("The node at %1 refused (%2): %3")
                .arg(node.toString())
                .arg(status)
                .arg(detail.isEmpty() ? QStringLiteral("it is no Everbounce node.") : detail)};
}

} // namespace everbounce::ctl
