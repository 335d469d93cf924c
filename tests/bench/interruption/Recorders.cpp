// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/interruption/Recorders.h"

#include "engine/base/MonotonicClock.h"
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/Wait.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace everbounce::bench {

std::span<const DrawnFrame> FrameStore::during(const Span &span) const
{
    const auto first = std::ranges::lower_bound(m_frames, span.begin, {}, &DrawnFrame::at);
    const auto last = std::ranges::lower_bound(m_frames, span.end, {}, &DrawnFrame::at);
    return {first, last};
}

PageRecorder::PageRecorder()
    : m_browser(QStringLiteral(EVERBOUNCE_NODE_PROGRAM), {QStringLiteral(EVERBOUNCE_PAGE_RECORDER)})
{
}

void PageRecorder::open(const QUrl &node)
{
    ask({{QStringLiteral("do"), QStringLiteral("open")}, {QStringLiteral("url"), node.toString()}});
}

QString PageRecorder::node()
{
    return ask({{QStringLiteral("do"), QStringLiteral("where")}}).value(QLatin1String("node")).toString();
}

void PageRecorder::take()
{
    const QJsonObject taken = ask({{QStringLiteral("do"), QStringLiteral("take")}});
    const auto instantOf = [](const QJsonArray &entry) { return Nanoseconds(entry.at(0).toInteger()); };
    const QJsonArray frames = taken.value(QLatin1String("frames")).toArray();
    for (const auto &entry : frames) {
        const QJsonArray frame = entry.toArray();
        m_frames.add({instantOf(frame), {frame.at(1).toDouble(), frame.at(2).toDouble()}});
    }
    const QJsonArray changes = taken.value(QLatin1String("links")).toArray();
    for (const auto &entry : changes)
        m_changes.push_back({instantOf(entry.toArray()), entry.toArray().at(1).toBool()});
}

Nanoseconds PageRecorder::unconnected(const Span &span) const
{
    Nanoseconds without{0};
    Nanoseconds since = span.begin;
    bool connected = false;
    const auto account = [&](Nanoseconds until) {
        if (!connected)
            without += std::max(until - since, Nanoseconds(0));
        since = std::max(since, until);
    };
    for (const Change &change : m_changes) {
        account(std::clamp(change.at, span.begin, span.end));
        connected = change.connected;
    }
    account(span.end);
    return without;
}

QJsonObject PageRecorder::ask(const QJsonObject &question)
{
    m_browser.write(QJsonDocument(question).toJson(QJsonDocument::Compact));
    const QJsonObject answer = QJsonDocument::fromJson(m_browser.readLine()).object();
    if (const QString problem = answer.value(QLatin1String("problem")).toString(); !problem.isEmpty())
        throw Failure(qPrintable(QStringLiteral("the page cannot be recorded: ") + problem));
    return answer;
}

WindowRecorder::WindowRecorder(const QString &frameLog)
    : m_file(frameLog)
{
}

void WindowRecorder::takeUntil(Nanoseconds instant)
{
    if (!m_file.isOpen()) {
        require(m_file.open(QIODevice::ReadOnly), "the window writes no frame log");
        m_watcher.addPath(m_file.fileName());
    }
    require(harness::waitUntil([&] {
                read();
                return m_frames.last() >= instant;
            }),
            "the window draws no more");
}

void WindowRecorder::read()
{
    for (;;) {
        const qint64 before = m_file.pos();
        const QByteArray line = m_file.readLine();
        if (!line.endsWith('\n')) { // what is left is not written yet
            m_file.seek(before);
            return;
        }
        if (before == 0)
            continue;                                           // the header
        const QByteArrayList cells = line.trimmed().split(','); // monotonic_ns,tick,x,y,term
        require(cells.size() == 5, "the frame log has another form");
        m_frames.add({Nanoseconds(cells.at(0).toLongLong()) + timeAsleep(),
                      {cells.at(2).toDouble(), cells.at(3).toDouble()}});
    }
}

} // namespace everbounce::bench
