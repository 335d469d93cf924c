// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/syntax/FrameCheck.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

constexpr int more = 0x00; // of the message is to come
constexpr int last = 0x80;

/// A frame as a client sends it. `form`: bytes of the length beyond the first, where it is not the shortest
/// form.
QByteArray frame(int opcode, const QByteArray &payload = {}, int final = last, int form = -1)
{
    const qsizetype size = payload.size();
    const int longer = form >= 0 ? form : size < 126 ? 0 : size <= 0xffff ? 2 : 8;
    QByteArray bytes;
    bytes.append(char(final | opcode));
    bytes.append(char(0x80 | (longer == 0 ? int(size) : longer == 2 ? 126 : 127)));
    for (int i = longer - 1; i >= 0; --i)
        bytes.append(char(quint64(size) >> (8 * i)));
    return bytes + QByteArray("mask") + payload;
}

/// What a frame with that payload says.
QByteArray unmasked(QByteArray payload)
{
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = char(payload[i] ^ "mask"[i % 4]);
    return payload;
}

/// A payload in a frame whose mask changes nothing.
QByteArray plainFrame(int opcode, const QByteArray &payload)
{
    QByteArray bytes = frame(opcode, payload);
    return bytes.replace(bytes.size() - payload.size() - 4, 4, QByteArray(4, '\0'));
}

/// The frames that pass, each message in one, and the fault that follows.
struct Outcome
{
    QByteArrayList passed;
    int fault = 0;
    qsizetype taken = 0; ///< bytes, up to the fault

    bool operator==(const Outcome &) const = default;
};

Outcome outcomeOf(const QByteArray &stream, qsizetype step, const FrameLimits &limits = {})
{
    FrameCheck check(limits, 0s);
    Outcome outcome;
    for (qsizetype at = 0; at < stream.size();) {
        const QByteArrayView part = QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at));
        at += check.take(part, 0s);
        outcome.taken = at;
        outcome.fault = check.fault();
        if (outcome.fault)
            break;
        if (check.isWhole())
            outcome.passed.append(check.takeFrame());
    }
    return outcome;
}

} // namespace

/// Promises of what reads the frames of a WebSocket: to the letter of RFC 6455, and bounded.
class TestFrameCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundFramesPassAsTheyCome_data()
    {
        QTest::addColumn<QByteArrayList>("frames");
        QTest::addColumn<QByteArrayList>("passed");
        const auto row = [](const char *name, const QByteArrayList &frames) {
            QTest::newRow(name) << frames << frames;
        };
        row("all kinds",
            {frame(Text, "a"), frame(Binary, "b"), frame(Ping, "c"), frame(Pong), frame(Close, "\x03\xe8")});
        row("all lengths", {frame(Text), frame(Text, QByteArray(125, 'a')), frame(Text, QByteArray(126, 'a')),
                            frame(Text, QByteArray(16 * 1024, 'a'))});
        const QByteArray a = frame(Text, "a", more), b = frame(Continuation, "b", more),
                         c = frame(Continuation, "c");
        const QByteArray abc = plainFrame(Text, unmasked("a") + unmasked("b") + unmasked("c"));
        QTest::newRow("a message in parts")
            << QByteArrayList{a, b, c, frame(Binary)} << QByteArrayList{abc, frame(Binary)};
        QTest::newRow("pings between the parts of a message")
            << QByteArrayList{a, frame(Ping, "d"), b, frame(Ping), c, frame(Pong)}
            << QByteArrayList{frame(Ping, "d"), frame(Ping), abc, frame(Pong)};
        const QByteArray many(100, 'x');
        QTest::newRow("parts of all lengths")
            << QByteArrayList{frame(Binary, {}, more), frame(Continuation, many, more),
                              frame(Continuation, many + many), a, c}
            << QByteArrayList{plainFrame(Binary, unmasked(many) + unmasked(many + many)),
                              plainFrame(Text, unmasked("a") + unmasked("c"))};
        QTest::newRow("an end within a message")
            << QByteArrayList{a, b, frame(Close)} << QByteArrayList{frame(Close)};
    }
    void soundFramesPassAsTheyCome()
    {
        QFETCH(QByteArrayList, frames);
        QFETCH(QByteArrayList, passed);
        const QByteArray stream = frames.join();
        for (const qsizetype step : {qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7), stream.size()})
            QCOMPARE(outcomeOf(stream, step), (Outcome{passed, 0, stream.size()}));
    }

    void otherFramesEndIt_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<int>("fault");
        const auto row = [](const char *name, const QByteArray &stream, int fault = 1002) {
            QTest::newRow(name) << stream << fault;
        };
        const auto masked = [](QByteArray bytes, int at, int bits) {
            bytes[at] = char(bytes[at] ^ bits);
            return bytes;
        };
        row("not masked", masked(frame(Text, "a"), 1, 0x80));
        row("a ping that is not masked", masked(frame(Ping), 1, 0x80));
        for (int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
            row(qPrintable(QStringLiteral("kind %1").arg(opcode)), frame(opcode));
        for (int bit : {0x40, 0x20, 0x10})
            row(qPrintable(QStringLiteral("reserved bit %1").arg(bit)), masked(frame(Text, "a"), 0, bit));
        row("a ping in parts", frame(Ping, "a", more));
        row("a close in parts", frame(Close, {}, more));
        row("a long ping", frame(Ping, QByteArray(126, 'a')));
        row("a very long pong", frame(Pong, QByteArray(70'000, 'a')));
        row("nothing to continue", frame(Continuation, "a"));
        row("nothing more to continue", frame(Text, "a") + frame(Continuation));
        row("another message within one", frame(Text, "a", more) + frame(Text, "b"));
        row("a short length in three bytes", frame(Text, "a", last, 2));
        row("a short length in nine bytes", frame(Text, "a", last, 8));
        row("a medium length in nine bytes", frame(Text, QByteArray(126, 'a'), last, 8));
        row("a negative length", QByteArray::fromHex("81ffffffffffffffffff"));
        row("too long", frame(Text, QByteArray(16 * 1024 + 1, 'a')), 1009);
        row("far too long", QByteArray::fromHex("81ff7fffffffffffffff"), 1009);
        row("too long in parts",
            frame(Text, QByteArray(10'000, 'a'), more) + frame(Continuation, QByteArray(10'000, 'a')), 1009);
    }
    void otherFramesEndIt()
    {
        QFETCH(QByteArray, stream);
        for (const qsizetype step : {qsizetype(1), qsizetype(2), qsizetype(5), stream.size()}) {
            QTEST(outcomeOf(stream, step).fault, "fault");
            QVERIFY(outcomeOf(stream, step).passed.size() <= 1);
        }
    }

    void everyFrameCounts_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("texts") << QByteArray() << frame(Text, "a");
        QTest::newRow("pings") << QByteArray() << frame(Ping);
        QTest::newRow("pongs") << QByteArray() << frame(Pong);
        QTest::newRow("empty parts") << frame(Text, {}, more) << frame(Continuation, {}, more);
        QTest::newRow("pings within a message") << frame(Text, {}, more) << frame(Ping);
    }
    void everyFrameCounts()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, frame);
        const QByteArray stream = first + frame.repeated(20);
        const Outcome outcome = outcomeOf(stream, 3, {.rate = {10, 1}});
        QCOMPARE(outcome.taken, 10 * frame.size() + 2); // what the eleventh is
        QCOMPARE(outcome.fault, 1008);
    }

    void inTimeMoreMayCome()
    {
        FrameCheck check({.rate = {1, 2}}, 0s);
        for (int i = 0; i < 100; ++i) {
            const QByteArray ping = frame(Ping);
            QCOMPARE(check.take(ping, i * 500ms), ping.size());
            QVERIFY(check.isWhole());
            QCOMPARE(check.takeFrame(), ping);
        }
        QCOMPARE(check.held(), 0);
    }

    void aMessageUnderWayIsKeptAndCounted()
    {
        FrameCheck check({}, 0s);
        const QByteArray part = frame(Text, QByteArray(10'000, 'a'), more);
        check.take(part, 0s);
        QVERIFY(!check.isWhole()); // nobody else gets a part of it to keep
        QCOMPARE(check.held(), part.size());
        const QByteArray ping = frame(Ping);
        check.take(ping, 0s);
        QVERIFY(check.isWhole());
        QCOMPARE(check.takeFrame(), ping);
        QCOMPARE(check.held(), part.size());
        const QByteArray end = frame(Continuation, "b");
        check.take(end, 0s);
        QCOMPARE(check.takeFrame(), plainFrame(Text, unmasked(QByteArray(10'000, 'a')) + unmasked("b")));
        QCOMPARE(check.held(), 0);
    }
};

QTEST_APPLESS_MAIN(TestFrameCheck)
#include "tst_frame_check.moc"
