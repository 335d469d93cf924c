// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Http.h"

#include "tests/cluster/harness/Wait.h"

#include <QJsonDocument>
#include <QNetworkProxy>

namespace everbounce::harness {
namespace {

QNetworkRequest requestFor(const QUrl &node, const QString &path)
{
    QNetworkRequest request(node.resolved(QUrl(path)));
    request.setTransferTimeout(int(patience.count()));
    return request;
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace

QJsonObject HttpAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

HttpAnswer httpGet(const QUrl &node, const QString &path)
{
    QNetworkAccessManager network; // one each, so that no kept connection of a killed node is met again
    network.setProxy(QNetworkProxy::NoProxy);
    const std::unique_ptr<QNetworkReply> reply(network.get(requestFor(node, path)));
    waitUntil([&] { return reply->isFinished(); });
    return {statusOf(*reply), reply->readAll()};
}

Poll::Poll(const QUrl &node, const QString &path)
    : m_request(requestFor(node, path))
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    ask();
}

void Poll::ask()
{
    m_reply = m_network.get(m_request);
    QObject::connect(m_reply, &QNetworkReply::finished, &m_network, [this] { take(); });
}

void Poll::take()
{
    ++m_answers;
    if (statusOf(*m_reply) != 200)
        ++m_refusals;
    m_reply->deleteLater();
    ask();
}

} // namespace everbounce::harness
