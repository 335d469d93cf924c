// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/fly/Fly.h"

#include "app/ctl/Http.h"
#include "app/ctl/NodeTrust.h"
#include "app/ctl/fly/FlyScreen.h"
#include "engine/base/MonotonicClock.h"
#include "engine/viewer/feed/FeedText.h"
#include "engine/viewer/words/SideWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace everbounce::ctl {

using namespace std::chrono_literals;

constexpr auto frameTime = 40ms;
constexpr auto redialPause = 250ms;
constexpr double trailTicks = 20;

static double inMs(Nanoseconds instant)
{
    return std::chrono::duration<double, std::milli>(instant).count();
}

Fly::Fly(const QUrl &node, QObject *parent)
    : QObject(parent)
    , m_nodes{node}
    , m_sides(toleratedAt)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        finish(report(unreachable(m_nodes.first(), QStringLiteral("it does not answer")), false));
    });
    connect(&m_sides, &SideFeeds::changed, this, [this] { m_looks.setSides(m_sides.view().others); });
    connect(&m_frames, &QTimer::timeout, this, &Fly::draw);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &Fly::receive);
    connect(&m_socket, &QWebSocket::disconnected, this, &Fly::lost);
}

int Fly::run()
{
    if (!Terminal::isThere())
        return report({Exit::BadUsage, QStringLiteral("fly needs a terminal. See everbouncectl watch."), {}},
                      false);
    m_patience.start(5s);
    dial();
    return m_status ? *m_status : QCoreApplication::exec();
}

void Fly::dial()
{
    m_socket.ignoreSslErrors(toleratedAt(m_nodes.first()));
    m_socket.open(feedOf(m_nodes.first()));
}

void Fly::receive(const QString &text)
{
    const Nanoseconds now = monotonicNow();
    const QString type = m_reader.read(text.toUtf8(), now);
    if (type == QLatin1String("hello")) {
        m_patience.stop();
        m_isHeard = true;
        if (!m_terminal) {
            m_terminal.emplace();
            m_frames.start(frameTime);
        }
    } else if (type == QLatin1String("cluster")) {
        m_looks.setView(m_reader.cluster(), now);
        m_sides.noteOwn(m_reader.cluster());
        m_recorder.setView(m_reader.cluster(), inMs(now));
        const QUrl own = m_nodes.first();
        m_nodes = {own};
        for (const NodeInfo &node : m_reader.cluster().nodes) {
            if (node.url.isValid() && !node.url.host().isEmpty() && !m_nodes.contains(node.url))
                m_nodes << node.url;
        }
    } else if (type == QLatin1String("event")) {
        note(m_reader.event());
    }
}

void Fly::note(const EventView &event)
{
    m_looks.addEvent(event, *event.instant);
    EventView placed = event;
    placed.at = qint64(inMs(*event.instant)); // the recorder's clock is this machine's
    m_recorder.add(placed);
    m_news = event.text;
}

/// The next one may answer; the last one comes last.
void Fly::lost()
{
    m_isHeard = false;
    m_sides.noteOwn(std::nullopt);
    if (!m_terminal)
        return; // the first one has its patience
    std::rotate(m_nodes.begin(), m_nodes.begin() + 1, m_nodes.end());
    QTimer::singleShot(redialPause, this, &Fly::dial);
}

void Fly::draw()
{
    if (m_terminal->typed().contains('q'))
        return finish(0);
    const Nanoseconds now = monotonicNow();
    std::vector<Position> sideBalls;
    for (const Side &side : m_sides.view().others) {
        if (const auto ball = m_sides.ballAt(side.teller, now))
            sideBalls.push_back(*ball);
    }
    const FlyState state{.cluster = m_reader.cluster(),
                         .box = m_reader.box(),
                         .ball = m_reader.ballAt(now),
                         .trail = m_reader.wayTo(now, trailTicks, 60),
                         .nodes = m_looks.at(now),
                         .sideBalls = sideBalls,
                         .sides = words::sidesHeadline(m_sides.view()),
                         .span = m_recorder.last(FlightRecorder::minute, inMs(now)),
                         .names = &m_recorder,
                         .news = m_news,
                         .isHeard = m_isHeard};
    const QSize size = m_terminal->size();
    if (!m_terminal->show(drawFly(state, size.width(), size.height()).frame(m_terminal->isColored())))
        finish(0);
}

void Fly::finish(int status)
{
    if (m_status)
        return;
    m_socket.disconnect(this);
    m_frames.stop();
    m_terminal.reset();
    m_status = status;
    QCoreApplication::exit(status);
}

} // namespace everbounce::ctl
