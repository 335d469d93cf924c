// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/web/RequestText.h"

#include <QTest>

using namespace everbounce;

namespace {

/// What comes of a stream: how many bytes belong to its first request, and the verdict on that.
struct Outcome
{
    qsizetype taken = 0;
    bool whole = false;
    int status = 0;
    QByteArray text;

    bool operator==(const Outcome &) const = default;
};

/// `cut` is where the stream comes in two parts; negative: every byte comes by itself.
Outcome outcomeOf(const QByteArray &stream, qsizetype cut = 0)
{
    RequestReader reader;
    Outcome outcome;
    const auto take = [&](QByteArrayView part) {
        const qsizetype taken = reader.take(part);
        outcome.taken += taken;
        return taken == part.size();
    };
    if (cut < 0) {
        for (const char &byte : stream) {
            if (!take({&byte, 1}))
                break;
        }
    } else if (take(QByteArrayView(stream).first(cut))) {
        take(QByteArrayView(stream).sliced(cut));
    }
    outcome.whole = reader.isWhole();
    outcome.status = reader.fault().status;
    if (outcome.whole)
        outcome.text = textOf(reader);
    return outcome;
}

QByteArray lines(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "X-" + QByteArray::number(i) + ": 1\r\n";
    return text;
}

const QByteArray get = "GET / HTTP/1.1\r\nHost: a\r\n";
const QByteArray post = "POST /x HTTP/1.1\r\nHost: a\r\n";
const QByteArray chunks = post + "Transfer-Encoding: chunked\r\n\r\n";
const QByteArray upgrade = get + "Connection: keep-alive, Upgrade\r\nUpgrade: h2c, WebSocket\r\n";
const QByteArray key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
const QByteArray version = "Sec-WebSocket-Version: 13\r\n";

} // namespace

/// Promises of what reads requests: to the letter of RFC 9112, and the same however the bytes come.
class TestRequestReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoRequestIsRefused_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &stream, int status = 400) {
            QTest::newRow(name) << stream << status;
        };
        row("no version", "GET /\r\n\r\n");
        row("HTTP/0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505);
        row("HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n");
        row("HTTP/1.9", "GET / HTTP/1.9\r\nHost: a\r\n\r\n");
        row("HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505);
        row("HTTP/3.0", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505);
        row("HTTP/9.9", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505);
        row("HTTP/2.0 for a proxy", "CONNECT a:80 HTTP/2.0\r\n\r\n", 505);
        row("HTTP/2", "GET / HTTP/2\r\nHost: a\r\n\r\n");
        row("another version with more digits", "GET / HTTP/20.0\r\nHost: a\r\n\r\n");
        row("a letter for a version", "GET / HTTP/x.0\r\nHost: a\r\n\r\n");
        row("another version in lower case", "GET / http/2.0\r\nHost: a\r\n\r\n");
        row("a sign in another version", "GET / HTTP/2,0\r\nHost: a\r\n\r\n");
        row("another version, and no method", "G@T / HTTP/2.0\r\nHost: a\r\n\r\n");
        row("version in lower case", "GET / http/1.1\r\nHost: a\r\n\r\n");
        row("version with more digits", "GET / HTTP/1.10\r\nHost: a\r\n\r\n");
        row("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
        row("hello of TLS", QByteArray::fromHex("16030100b8010000b40303"));
        row("a hello of TLS with a line's end", QByteArray::fromHex("160301") + "GET / HTTP/1.1\r\n");
        row("two spaces before the target", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("two spaces after the target", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a tab for a space", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a space before the method", " GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a space at the end", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n");
        row("a space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n");
        row("no token for a method", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("no method", " / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a target without a slash", "GET x HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a fragment", "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a broken escape", "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n");
        row("no escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a letter beyond ASCII in the target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a backslash in the target", "GET /\\a HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a star for GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a target with a user", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a target without a host", "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n");
        row("an escaped slash", "GET /a%2Fb HTTP/1.1\r\nHost: a\r\n\r\n");
        row("an escaped slash, after the host", "GET http://a/b%2fc?d HTTP/1.1\r\nHost: a\r\n\r\n");
        row("an escaped backslash", "GET /a%5cb HTTP/1.1\r\nHost: a\r\n\r\n");
        row("an escaped letter", "GET /%61 HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a dot segment", "GET /./a HTTP/1.1\r\nHost: a\r\n\r\n");
        row("two dots at the end", "GET /a/..?b HTTP/1.1\r\nHost: a\r\n\r\n");
        row("an escaped dot segment", "GET /a/%2e%2E/b HTTP/1.1\r\nHost: a\r\n\r\n");
        row("a target of another scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n");
        row("for a proxy", "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 501);
        row("two empty lines first", "\r\n\r\n" + get + "\r\n");

        row("a space before the colon", get + "X-A : 1\r\n\r\n");
        row("a tab before the colon", get + "X-A\t: 1\r\n\r\n");
        row("no colon", get + "X-A\r\n\r\n");
        row("no name", get + ": 1\r\n\r\n");
        row("a sign in the name", get + "X@A: 1\r\n\r\n");
        row("a space in the name", get + "X A: 1\r\n\r\n");
        row("NUL in the name", get + QByteArray("X\0A: 1\r\n\r\n", 10));
        row("a letter beyond ASCII in the name", get + "X\xc3\xa9: 1\r\n\r\n");
        row("a folded line", get + "X-A: 1\r\n 2\r\n\r\n");
        row("a line folded by a tab", get + "X-A: 1\r\n\t2\r\n\r\n");
        row("a first field that is folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n");
        row("NUL in a value", get + QByteArray("X: \0\r\n\r\n", 8));
        row("DEL in a value", get + "X: \x7f\r\n\r\n");
        row("a bell in a value", get + "X: \a\r\n\r\n");
        row("a bare LF", "GET / HTTP/1.1\nHost: a\r\n\r\n");
        row("a bare LF after a field", get + "X: 1\n\r\n");
        row("a bare LF for the empty line", get + "\n");
        row("a bare CR", get + "X: 1\rY: 2\r\n\r\n");
        row("CR twice", get + "X: 1\r\r\n\r\n");

        row("no host", "GET / HTTP/1.1\r\n\r\n");
        row("two hosts", get + "Host: a\r\n\r\n");
        row("two hosts under HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n");
        row("a host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
        row("a host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n");
        row("a host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n");
        row("two hosts in one", "GET / HTTP/1.1\r\nHost: a, b:1\r\n\r\n");
        row("a port that is none", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n");
        row("half an address", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n");
        row("a zone of a name", "GET / HTTP/1.1\r\nHost: a%eth0\r\n\r\n");
        row("no host though the target has one", "GET http://a/ HTTP/1.1\r\n\r\n");

        row("a negative length", post + "Content-Length: -5\r\n\r\n");
        row("a length with a sign", post + "Content-Length: +5\r\n\r\n");
        row("a length that is a word", post + "Content-Length: abc\r\n\r\n");
        row("a length in hex", post + "Content-Length: 0x5\r\n\r\n");
        row("an empty length", post + "Content-Length:\r\n\r\n");
        row("a length with a space", post + "Content-Length: 1 1\r\n\r\n");
        row("a list of lengths", post + "Content-Length: 5, 5\r\n\r\n");
        row("two lengths", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n");
        row("two other lengths", post + "Content-Length: 5\r\ncontent-length: 6\r\n\r\n");
        row("a length beyond 64 bits", post + "Content-Length: 99999999999999999999\r\n\r\n");
        row("a length that wraps to five", post + "Content-Length: 18446744073709551621\r\n\r\n");
        row("a length and chunks", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("chunks and a length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n");
        row("an unknown coding", post + "Transfer-Encoding: xchunked\r\n\r\n");
        row("no coding", post + "Transfer-Encoding: identity\r\n\r\n");
        row("an empty coding", post + "Transfer-Encoding:\r\n\r\n");
        row("a coding before chunks", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501);
        row("two codings before chunks", post + "Transfer-Encoding: a;b=\"c, d\", e ,Chunked\r\n\r\n", 501);
        row("a coding before chunks, in two fields",
            post + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", 501);
        row("no coding before chunks", post + "Transfer-Encoding: identity, chunked\r\n\r\n", 501);
        row("a coding and a length", post + "Transfer-Encoding: gzip, chunked\r\nContent-Length: 5\r\n\r\n");
        row("a coding under HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
        row("a coding alone", post + "Transfer-Encoding: gzip\r\n\r\n");
        row("chunks, a coding, chunks", post + "Transfer-Encoding: chunked, gzip, chunked\r\n\r\n");
        row("chunks with a parameter", post + "Transfer-Encoding: chunked;a=b\r\n\r\n");
        row("chunks with a parameter first", post + "Transfer-Encoding: chunked;a=b, chunked\r\n\r\n");
        row("nothing before chunks", post + "Transfer-Encoding: , chunked\r\n\r\n");
        row("nothing after chunks", post + "Transfer-Encoding: gzip, chunked,\r\n\r\n");
        row("an empty field before chunks",
            post + "Transfer-Encoding:\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("a coding without a comma", post + "Transfer-Encoding: gzip chunked\r\n\r\n");
        row("a parameter without a value", post + "Transfer-Encoding: gzip;a, chunked\r\n\r\n");
        row("a sign in a coding", post + "Transfer-Encoding: g@ip, chunked\r\n\r\n");
        row("a coding after chunks", post + "Transfer-Encoding: chunked, identity\r\n\r\n");
        row("chunks twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("chunks in quotation marks", post + "Transfer-Encoding: \"chunked\"\r\n\r\n");
        row("a form feed beside chunks", post + "Transfer-Encoding: \fchunked\r\n\r\n");
        row("chunks under HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("another expectation", post + "Content-Length: 5\r\nExpect: wonders\r\n\r\n", 417);

        row("a size in hex notation", chunks + "0x2\r\nab\r\n0\r\n\r\n");
        row("a negative size", chunks + "-1\r\nab\r\n0\r\n\r\n");
        row("a size with a sign", chunks + "+2\r\nab\r\n0\r\n\r\n");
        row("no size", chunks + "\r\nab\r\n0\r\n\r\n");
        row("a size that is a word", chunks + "zz\r\n");
        row("a space before the size", chunks + " 2\r\nab\r\n0\r\n\r\n");
        row("a space after the size", chunks + "2 \r\nab\r\n0\r\n\r\n");
        row("a bare LF after the size", chunks + "2\nab\r\n0\r\n\r\n");
        row("a bare LF in an extension", chunks + "2;a\nab\r\n0\r\n\r\n");
        row("a bare LF after the chunk", chunks + "2\r\nab\n0\r\n\r\n");
        row("more than the size says", chunks + "2\r\nabc\r\n0\r\n\r\n");
        row("an extension without a name", chunks + "2;=1\r\nab\r\n0\r\n\r\n");
        row("an extension that does not end", chunks + "2;a=\"b\r\nab\r\n0\r\n\r\n");
        row("a size beyond 64 bits", chunks + "10000000000000002\r\nab\r\n0\r\n\r\n", 413);
        row("a trailer that is none", chunks + "0\r\nX\r\n\r\n");
        row("a folded trailer", chunks + "0\r\nX: 1\r\n 2\r\n\r\n");
        row("a request for a trailer", chunks + "0\r\nGET / HTTP/1.1\r\n\r\n");

        row("many fields", get + lines(96) + "\r\n", 431);
        row("very many fields", get + lines(1000) + "\r\n", 431);
        row("a long first field", "GET / HTTP/1.1\r\nX: " + QByteArray(8'000, 'a') + "\r\n\r\n", 431);
        row("a long field", get + "X: " + QByteArray(8'000, 'a') + "\r\n\r\n", 431);
        row("a long target", "GET /" + QByteArray(8'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
        row("a long target after an empty line",
            "\r\nGET /" + QByteArray(8'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
        row("a long target of HTTP/2.0", "GET /" + QByteArray(8'000, 'a') + " HTTP/2.0\r\n\r\n", 414);
        row("a long line that does not end", "GET /" + QByteArray(100'000, 'a'), 414);
        row("a long field that does not end", get + "X: " + QByteArray(100'000, 'a'), 431);
        row("a long head", get + QByteArray("X: " + QByteArray(4'000, 'a') + "\r\n").repeated(5) + "\r\n",
            431);
        row("a long line between chunks", chunks + "2;" + QByteArray(300, 'a') + "\r\nab\r\n", 431);
        row("a long body", post + "Content-Length: 65536\r\n\r\n", 413);
        row("a very long body", post + "Content-Length: 100000000000\r\n\r\n", 413);
        row("a long chunk", chunks + "10000\r\n", 413);
        row("many chunks", chunks + QByteArray("1000\r\n" + QByteArray(0x1000, 'a') + "\r\n").repeated(17),
            413);
        row("very small chunks", chunks + QByteArray("1\r\na\r\n").repeated(20'000), 413);
        row("many trailers", chunks + "0\r\n" + QByteArray("X: 1\r\n").repeated(20'000), 413);

        row("a WebSocket with a body", upgrade + key + version + "Content-Length: 2\r\n\r\nab");
        row("a WebSocket in chunks", upgrade + key + version + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("a WebSocket without a key", upgrade + version + "\r\n");
        row("a WebSocket with two keys", upgrade + key + key + version + "\r\n");
        row("a key of another length", upgrade + "Sec-WebSocket-Key: AAAA\r\n" + version + "\r\n");
        row("a key that is none",
            upgrade + "Sec-WebSocket-Key: A@AAAAAAAAAAAAAAAAAAAA==\r\n" + version + "\r\n");
        row("a WebSocket without a version", upgrade + key + "\r\n", 426);
        row("another version", upgrade + key + "Sec-WebSocket-Version: 99\r\n\r\n", 426);
    }
    void whatIsNoRequestIsRefused()
    {
        QFETCH(QByteArray, stream);
        const Outcome outcome = outcomeOf(stream);
        QVERIFY(!outcome.whole);
        QTEST(outcome.status, "status");
        QCOMPARE(outcomeOf(stream, -1), outcome);
        for (qsizetype cut = 1; cut < std::min<qsizetype>(stream.size(), 300); ++cut)
            QCOMPARE(outcomeOf(stream, cut), outcome);
    }

    void aRequestIsReadInOneWay_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const QByteArray &stream, const QByteArray &text) {
            QTest::newRow(name) << stream << text;
        };
        row("plain", get + "\r\n", get + "\r\n");
        row("an empty line first", "\r\n" + get + "\r\n", get + "\r\n");
        row("spaces around a value", get + "X:  \t1 2 \t\r\n\r\n", get + "X: 1 2\r\n\r\n");
        row("no value", get + "X:\r\n\r\n", get + "X: \r\n\r\n");
        row("letters beyond ASCII in a value", get + "X: \xc3\xa9\r\n\r\n", get + "X: \xc3\xa9\r\n\r\n");
        row("all of a target", "GET /a-._~!$&'()*+,;=:@/b?c?/d%2f HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /a-._~!$&'()*+,;=:@/b?c?/d%2f HTTP/1.1\r\nHost: a\r\n\r\n");
        row("escapes that are needed", "GET /%25%C3%A9%20%21.../..a?%2f=../ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /%25%C3%A9%20%21.../..a?%2f=../ HTTP/1.1\r\nHost: a\r\n\r\n");
        row("two slashes", "GET //b/c HTTP/1.1\r\nHost: a\r\n\r\n", "GET //b/c HTTP/1.1\r\nHost: a\r\n\r\n");
        row("the target names the host", "GET http://b:1/c?d HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /c?d HTTP/1.1\r\nHost: b:1\r\n\r\n");
        row("the target is a host alone", "GET HTTPS://[::1]?d HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /?d HTTP/1.1\r\nHost: [::1]\r\n\r\n");
        row("a zone is nobody else's business", "GET / HTTP/1.1\r\nHost: [fe80::1%25eth0]:4000\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [fe80::1]:4000\r\n\r\n");
        row("the whole server", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
        row("no host under HTTP/1.0", "OPTIONS / HTTP/1.0\r\n\r\n", "OPTIONS / HTTP/1.0\r\n\r\n");
        row("an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / HTTP/1.1\r\nHost: \r\n\r\n");
        row("HTTP/1.0 that goes on", "GET / HTTP/1.0\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n",
            "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
        row("the last one", get + "Connection: x , Close\r\n\r\n", get + "Connection: close\r\n\r\n");
        row("a body", post + "Content-Length: 002\r\nX: 1\r\n\r\nab",
            post + "X: 1\r\nContent-Length: 2\r\n\r\nab");
        row("a body of nothing", post + "Content-Length: 0\r\n\r\n", post + "\r\n");
        row("a body for GET", get + "Content-Length: 2\r\n\r\nab", get + "Content-Length: 2\r\n\r\nab");
        row("chunks", chunks + "2\r\nab\r\n00A;x;y=1 ; z=\"\\\";\"\r\n0123456789\r\n0\r\n\r\n",
            post + "Content-Length: 12\r\n\r\nab0123456789");
        row("no chunks", chunks + "0\r\n\r\n", post + "\r\n");
        row("a chunk that looks like an end", chunks + "7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n",
            post + "Content-Length: 7\r\n\r\n\r\n0\r\n\r\n");
        row("trailers are dropped", chunks + "1\r\na\r\n0\r\nHost: b\r\nX: 1\r\n\r\n",
            post + "Content-Length: 1\r\n\r\na");
        row("what concerns the connection changes nothing",
            post + "Connection: Host, X\r\nKeep-Alive: 5\r\nTE: trailers\r\nTrailer: X\r\nUpgrade: h2c\r\n"
                   "Content-Length: 1\r\n\r\na",
            post + "Keep-Alive: 5\r\nTE: trailers\r\nTrailer: X\r\nContent-Length: 1\r\n\r\na");
        row("a WebSocket", upgrade + key + version + "\r\n",
            get + key + version + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        row("nearly a WebSocket", get + "Connection: not-upgrade\r\nUpgrade: websocket\r\n\r\n",
            get + "\r\n");
        row("a WebSocket by POST", post + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", post + "\r\n");
        row("as many fields as may be", get + lines(95) + "\r\n", get + lines(95) + "\r\n");
    }
    void aRequestIsReadInOneWay()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QByteArray, text);
        const Outcome expected{stream.size(), true, 0, text};
        QCOMPARE(outcomeOf(stream), expected);
        QCOMPARE(outcomeOf(stream, -1), expected);
        for (qsizetype cut = 1; cut < stream.size(); ++cut)
            QCOMPARE(outcomeOf(stream, cut), expected);
        QCOMPARE(outcomeOf(stream + get + "\r\n"), expected); // the next one is left alone
        QCOMPARE(outcomeOf(stream + QByteArray("\0\n", 2)), expected);
        for (qsizetype cut = 0; cut < stream.size(); ++cut)
            QVERIFY(!outcomeOf(stream.first(cut)).whole);
    }

    void whatWasUnderstoodIsReadInTheSameWayAgain()
    {
        const QByteArray stream = chunks + "2\r\nab\r\n0\r\n\r\n";
        const QByteArray text = outcomeOf(stream).text;
        QCOMPARE(outcomeOf(text).text, text);
    }

    void severalFieldsOfANameAreOneOrNone()
    {
        RequestReader reader;
        reader.take(get + "X: 1\r\nY:\r\nx: 2\r\n\r\n");
        QVERIFY(reader.isWhole());
        QCOMPARE(reader.head().valueOf("x"), QByteArray("1, 2"));
        QVERIFY(reader.head().valueOf("y").isEmpty() && !reader.head().valueOf("y").isNull());
        QVERIFY(reader.head().valueOf("z").isNull());
    }

    void whoTellsOfForwardingIsHeardWhereverThatStands_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<bool>("forwarded");
        const auto row = [](const char *name, const QByteArray &stream, bool forwarded = true) {
            QTest::newRow(name) << stream << forwarded;
        };
        row("nowhere", get + "Connection: keep-alive, Upgrade\r\nUpgrade: h2c\r\nTE: trailers\r\n\r\n",
            false);
        row("as curl asks for HTTP/2",
            get + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n", false);
        row("in a trailer that is none of these", chunks + "0\r\nPriority: 1\r\n\r\n", false);
        row("a field", get + "X-Forwarded-For: 198.51.100.1\r\n\r\n");
        row("an empty field", get + "Forwarded:\r\n\r\n");
        row("the first field", "GET / HTTP/1.1\r\nvia: x\r\nHost: a\r\n\r\n");
        row("what a client says to its proxy", get + "Proxy-Connection: keep-alive\r\n\r\n");
        row("the same in capitals", get + "PROXY-CONNECTION:\r\n\r\n");
        row("a field that was taken out", get + "Connection: close, X-Real-IP\r\n\r\n");
        row("a field that is to follow", chunks.chopped(2) + "Trailer: X, Via\r\n\r\n0\r\n\r\n");
        row("a trailer", chunks + "1\r\na\r\n0\r\nX: 1\r\nX-Forwarded-For: 198.51.100.1\r\nY: 1\r\n\r\n");
        row("an empty trailer", chunks + "0\r\nForwarded:\r\n\r\n");
    }
    void whoTellsOfForwardingIsHeardWhereverThatStands()
    {
        QFETCH(QByteArray, stream);
        RequestReader reader;
        reader.take(stream);
        QVERIFY(reader.isWhole());
        QTEST(reader.isForwarded(), "forwarded");
    }

    void whoHoldsTheBodyBackIsAskedForItOnce_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<bool>("asked");
        const QByteArray expecting = "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n";
        QTest::newRow("held back") << post + expecting << true;
        QTest::newRow("in chunks") << post + "Transfer-Encoding: chunked\r\nExpect: 100-Continue\r\n\r\n"
                                   << true;
        QTest::newRow("there already") << post + expecting + "ab" << false;
        QTest::newRow("no body") << post + "Expect: 100-continue\r\n\r\n" << false;
        QTest::newRow("HTTP/1.0") << "POST / HTTP/1.0\r\n" + expecting << false;
        QTest::newRow("too long") << post + "Content-Length: 70000\r\nExpect: 100-continue\r\n\r\n" << false;
        QTest::newRow("not expected") << post + "Content-Length: 2\r\n\r\n" << false;
        QTest::newRow("half a head") << post + "Content-Length: 2\r\nExpect: 100-continue\r\n" << false;
    }
    void whoHoldsTheBodyBackIsAskedForItOnce()
    {
        QFETCH(QByteArray, stream);
        RequestReader reader;
        reader.take(stream);
        QTEST(reader.takeContinue(), "asked");
        QVERIFY(!reader.takeContinue());
    }

    void whatItKeepsIsBounded()
    {
        RequestReader reader;
        const QByteArray stream = post + "Content-Length: 60000\r\n\r\n" + QByteArray(59'999, 'a');
        reader.take(stream);
        QVERIFY(!reader.isWhole() && !reader.fault());
        QVERIFY(reader.held() >= 60'000 && reader.held() < 64 * 1024);
    }

    void whatSmallFieldsCostIsCounted()
    {
        RequestReader reader;
        reader.take(get + QByteArray("a:\r\n").repeated(90));
        QVERIFY(!reader.fault());
        QVERIFY(reader.held() >= qsizetype(90 * (sizeof(HeaderField) + 32)));
    }
};

QTEST_APPLESS_MAIN(TestRequestReader)
#include "tst_request_reader.moc"
