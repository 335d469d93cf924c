// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Watch.h"

#include "app/ctl/Http.h"
#include "app/ctl/NodeTrust.h"
#include "engine/base/MonotonicClock.h"
#include "engine/viewer/feed/FeedText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <unistd.h>

namespace everbounce::ctl {

using namespace std::chrono_literals;

constexpr auto greetingPatience = 5s;         ///< until the node greets
constexpr quint64 longestMessage = 4u << 20U; ///< far more than a cluster of 512 nodes needs

Watch::Watch(const Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_onTerminal(isatty(STDOUT_FILENO) != 0 && !options.asJson)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_greeted ? finish(0)
                  : fail(QStringLiteral("it did not answer within %1 s").arg(greetingPatience / 1s));
    });
    connect(&m_redraw, &QTimer::timeout, this, &Watch::showBall);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &Watch::receive);
    connect(&m_socket, &QWebSocket::disconnected, this, &Watch::onEnded);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, &Watch::onEnded);
#else
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &Watch::onEnded);
#endif
}

// An immediate failure comes before there is an event loop to leave.
int Watch::run()
{
    m_patience.start(greetingPatience);
    m_socket.setMaxAllowedIncomingMessageSize(longestMessage);
    m_socket.setMaxAllowedIncomingFrameSize(longestMessage);
    m_socket.ignoreSslErrors(toleratedAt(m_options.node));
    m_socket.open(feedOf(m_options.node));
    return m_status ? *m_status : QCoreApplication::exec();
}

void Watch::receive(const QString &received)
{
    const QJsonObject message = QJsonDocument::fromJson(received.toUtf8()).object();
    const QString type = text(message, "type");
    if (m_options.asJson)
        printLine(QString::fromUtf8(printable(received.toUtf8())));
    if (type == QLatin1String("hello")) {
        m_greeted = true;
        m_patience.stop();
        if (m_options.seconds > 0)
            m_patience.start(std::chrono::milliseconds(qint64(m_options.seconds * 1000)));
        m_clock.tickLength = Nanoseconds(qint64(message.value(QLatin1String("tick_ms")).toDouble() * 1e6));
    } else if (type == QLatin1String("cluster")) {
        tellHolder(message);
    } else if (type == QLatin1String("track")) {
        takeTrack(message);
    } else if (type == QLatin1String("event") && !m_options.asJson) {
        const auto at = QDateTime::fromMSecsSinceEpoch(message.value(QLatin1String("at")).toInteger());
        printLine(QStringLiteral("%1  %2: %3")
                      .arg(at.toString(QStringLiteral("HH:mm:ss.zzz")), text(message, "node"),
                           text(message, "text")));
    }
    if (++m_received == m_options.count)
        finish(0);
}

void Watch::tellHolder(const QJsonObject &message)
{
    QString holder = QStringLiteral("none");
    for (const QJsonValue &node : message.value(QLatin1String("nodes")).toArray()) {
        if (node[QLatin1String("holder")].toBool())
            holder = node[QLatin1String("name")].toString();
    }
    if (holder == m_holder)
        return;
    m_holder = holder;
    if (!m_options.asJson)
        printLine(QStringLiteral("Holder: %1, term %2").arg(holder, text(message, "term")));
}

void Watch::takeTrack(const QJsonObject &message)
{
    std::vector<Segment> segments;
    for (const QJsonValue &segment : message.value(QLatin1String("segments")).toArray())
        segments.push_back(segmentOf(segment.toArray()));
    const Tick end = Tick(message.value(QLatin1String("end")).toInteger());
    if (segments.empty())
        m_track = Track(m_track.segments(), end);
    else
        m_track.merge(Track(std::move(segments), end));
    m_clock.anchor = monotonicNow();
    m_clock.anchorTick = message.value(QLatin1String("now")).toDouble();
    m_track.forgetBefore(Tick(m_clock.anchorTick));
    if (m_options.asJson)
        return;
    showBall();
    if (m_onTerminal && !m_redraw.isActive())
        m_redraw.start(100ms);
}

void Watch::showBall()
{
    if (m_track.empty())
        return;
    const double tick = m_clock.tickAt(monotonicNow());
    const Position ball = m_track.at(tick);
    const QByteArray line = QStringLiteral("Ball: %1, %2 at tick %3")
                                .arg(ball.x, 0, 'f', 1)
                                .arg(ball.y, 0, 'f', 1)
                                .arg(qint64(tick))
                                .toUtf8();
    if (m_onTerminal)
        std::printf("\r\033[K%s", line.constData());
    else
        std::printf("%s\n", line.constData());
    m_ballShown = true;
    flush();
}

/// On a line of its own, above the ball's on a terminal.
void Watch::printLine(const QString &line)
{
    const bool overwrites = m_onTerminal && m_ballShown;
    std::printf("%s%s\n", overwrites ? "\r\033[K" : "", qUtf8Printable(printable(line)));
    m_ballShown = false;
    flush();
}

/// A closed pipe, which nobody reads, is an end like any other.
void Watch::flush()
{
    if (std::fflush(stdout) == 0)
        return;
    if (errno == EPIPE)
        std::clearerr(stdout);
    finish(0);
}

void Watch::finish(int status)
{
    if (m_status)
        return;
    m_socket.disconnect(this);
    m_patience.stop();
    m_redraw.stop();
    if (m_onTerminal && m_ballShown)
        std::printf("\n");
    m_status = status;
    QCoreApplication::exit(status);
}

void Watch::onEnded()
{
    fail(m_socket.errorString().isEmpty() ? QStringLiteral("it does not answer") : m_socket.errorString());
}

void Watch::fail(const QString &why)
{
    if (m_status)
        return;
    const Failure failure =
        m_greeted
            ? Failure{Exit::Refused,
                      QStringLiteral("The node at %1 closed the connection.").arg(m_options.node.toString()),
                      {}}
        : m_socket.error() == QAbstractSocket::SslHandshakeFailedError ? untrusted(m_options.node, why)
                                                                       : unreachable(m_options.node, why);
    finish(int(failure.exit));
    report(failure, m_options.asJson);
}

} // namespace everbounce::ctl
