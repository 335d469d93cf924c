// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/Mutation.h"
#include "web/http/FrameCheck.h"
#include "web/http/RequestReader.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace everbounce;
using namespace everbounce::fuzz;

/// Promises of what strangers meet first, whatever they send.
class TestFuzzHttp : public QObject
{
    Q_OBJECT

    static RequestReader readInSteps(const QByteArray &stream, qsizetype step)
    {
        RequestReader reader;
        for (qsizetype at = 0; at < stream.size();) {
            const qsizetype size = std::min(step, stream.size() - at);
            const qsizetype taken = reader.take(QByteArrayView(stream).sliced(at, size));
            at += taken;
            if (taken < size)
                break;
        }
        return reader;
    }

    /// The frames that pass, as they came.
    static QByteArray passed(const QByteArray &stream, qsizetype step)
    {
        FrameCheck check({}, Nanoseconds(0));
        QByteArray frames;
        for (qsizetype at = 0; at < stream.size() && !check.fault();) {
            at += check.take(QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at)),
                             Nanoseconds(0));
            if (check.isWhole())
                frames += check.takeFrame();
        }
        return frames;
    }

private Q_SLOTS:
    void aRequestIsTheSameHoweverItComesAndWhenItIsReadAgain()
    {
        const std::array<QByteArray, 5> examples{
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /x?y HTTP/1.1\r\nHost: a:1\r\nContent-Length: 3\r\nX: y\r\n\r\nabc",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b\"\r\nabc\r\n0\r\nX: "
            "1\r\n\r\n",
            "GET http://a/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            "GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        };
        for (quint64 seed = firstSeed(); seed < firstSeed() + quint64(rounds()); ++seed) {
            const QByteArray stream = Mutation(seed).ofBytes(examples[seed % examples.size()]);
            const QByteArray where = "seed " + QByteArray::number(seed);
            const RequestReader whole = readInSteps(stream, stream.size());
            const RequestReader parts = readInSteps(stream, 1);
            QVERIFY2(whole.isWhole() == parts.isWhole(), where.constData());
            QVERIFY2(whole.fault().status == parts.fault().status, where.constData());
            if (!whole.isWhole())
                continue;
            const QByteArray canonical = whole.canonical();
            QVERIFY2(parts.canonical() == canonical, where.constData());
            const RequestReader again = readInSteps(canonical, canonical.size());
            QVERIFY2(again.isWhole() && again.canonical() == canonical, where.constData());
        }
    }

    void framesPassAsTheyCameOrNotAtAll()
    {
        const QByteArray example = QByteArray::fromHex("818141414141"
                                                       "61"
                                                       "010041414141"
                                                       "8980"
                                                       "41414141"
                                                       "808241414141"
                                                       "6262");
        for (quint64 seed = firstSeed(); seed < firstSeed() + quint64(rounds()); ++seed) {
            const QByteArray stream = Mutation(seed).ofBytes(example);
            const QByteArray where = "seed " + QByteArray::number(seed);
            const QByteArray frames = passed(stream, stream.size());
            QVERIFY2(stream.startsWith(frames), where.constData());
            QVERIFY2(passed(stream, 1) == frames, where.constData());
        }
    }
};

QTEST_APPLESS_MAIN(TestFuzzHttp)
#include "tst_fuzz_http.moc"
