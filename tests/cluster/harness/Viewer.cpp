// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Viewer.h"

#include "engine/base/MonotonicClock.h"

#include <QJsonDocument>
#include <QNetworkProxy>
#include <QRegularExpression>

namespace everbounce::harness {
namespace {

QUrl liveAddress(const QUrl &node, Viewer::Mode mode)
{
    QUrl address = node.resolved(QUrl(QStringLiteral("/live")));
    address.setScheme(QStringLiteral("ws"));
    if (mode == Viewer::Mode::Frames)
        address.setQuery(QStringLiteral("mode=frames"));
    return address;
}

Frame frameOf(const QJsonObject &message)
{
    static const QRegularExpression form(QStringLiteral(R"(^translate\((\S+) (\S+)\)$)"));
    const auto match = form.match(message.value(QLatin1String("transform")).toString());
    return {Tick(message.value(QLatin1String("tick")).toInteger()),
            {match.captured(1).toDouble(), match.captured(2).toDouble()}};
}

} // namespace

Viewer::Viewer(const QUrl &node, Mode mode)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &Viewer::take);
    m_socket.open(liveAddress(node, mode));
}

quint64 Viewer::term() const
{
    return quint64(m_cluster.value(QLatin1String("term")).toInteger());
}

QString Viewer::holder() const
{
    return m_cluster.value(QLatin1String("holder")).toString();
}

void Viewer::take(const QString &text)
{
    const auto at = monotonicNow();
    const QByteArray utf8 = text.toUtf8();
    const QJsonObject body = QJsonDocument::fromJson(utf8).object();
    const LiveMessage message{at, utf8.size(), body.value(QLatin1String("type")).toString(), body};
    if (message.type == QLatin1String("frame"))
        m_frames.push_back(frameOf(body));
    if (message.type == QLatin1String("cluster"))
        m_cluster = body;
    m_messages << message;
    Q_EMIT received(message);
}

quint64 termOf(const LiveMessage &message)
{
    return quint64(message.body.value(QLatin1String("term")).toInteger());
}

qsizetype wireBytes(qsizetype payload)
{
    const qsizetype head = payload < 126 ? 2 : payload < 65'536 ? 4 : 10;
    return head + payload;
}

} // namespace everbounce::harness
