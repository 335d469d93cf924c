// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Api.h"

#include "tests/cluster/harness/Wait.h"

#include <QJsonDocument>
#include <QNetworkReply>

namespace everbounce::harness {

void Api::send(const QUrl &node, const QString &path, const QJsonObject &body, const QByteArray &key,
               std::function<void(const ApiAnswer &)> done)
{
    QNetworkRequest request(node.resolved(QUrl(QStringLiteral("/api/v1/") + path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!key.isEmpty())
        request.setRawHeader("Idempotency-Key", key);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    QNetworkReply *reply = m_network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact));
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, done = std::move(done)] {
        reply->deleteLater();
        done({reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
              QJsonDocument::fromJson(reply->readAll()).object()});
    });
}

ApiAnswer Api::post(const QUrl &node, const QString &path, const QJsonObject &body)
{
    std::optional<ApiAnswer> answer;
    send(node, path, body, {}, [&](const ApiAnswer &got) { answer = got; });
    waitUntil([&] { return answer.has_value(); });
    return answer.value_or(ApiAnswer());
}

} // namespace everbounce::harness
