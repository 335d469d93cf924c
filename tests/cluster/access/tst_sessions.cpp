// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>
#include <QWebSocket>

#include <csignal>

using namespace everbounce::harness;

namespace {

struct Answer
{
    int status = 0;
    QByteArray head;
    QJsonObject body;

    QString cookie() const
    {
        const qsizetype at = head.indexOf("Set-Cookie: ") + 12;
        return QString::fromLatin1(head.mid(at, head.indexOf(';', at) - at));
    }
    QString pass() const { return body.value(QLatin1String("pass")).toString(); }
};

/// As somebody elsewhere, who came through a proxy.
Answer asked(const QUrl &node, const QByteArray &method, const QByteArray &path,
             const QByteArray &headers = {}, const QByteArray &body = "{}")
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(node.port()));
    socket.write(method + ' ' + path +
                 " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nVia: 1.1 proxy\r\n" + headers +
                 "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    waitUntil([&] { return socket.state() == QAbstractSocket::UnconnectedState; });
    const QByteArray all = socket.readAll();
    const qsizetype end = all.indexOf("\r\n\r\n");
    return {all.mid(9, 3).toInt(), all.left(end), QJsonDocument::fromJson(all.mid(end + 4)).object()};
}

int nudge(const QUrl &node, const QByteArray &headers)
{
    return asked(node, "POST", "/api/v1/nudge", headers).status;
}

/// A page that watches a node and may command it by what it came with.
struct Page
{
    QWebSocket socket;
    QList<QJsonObject> heard;

    Page(const QUrl &node, const QString &cookie)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
            heard << QJsonDocument::fromJson(text.toUtf8()).object();
        });
        QUrl live = node.resolved(QUrl(QStringLiteral("live")));
        live.setScheme(QStringLiteral("ws"));
        QNetworkRequest request(live);
        request.setRawHeader("Via", "1.1 proxy");
        if (!cookie.isEmpty())
            request.setRawHeader("Cookie", cookie.toLatin1());
        socket.open(request);
    }

    std::optional<QJsonObject> first(const char *type)
    {
        const auto is = [&](const QJsonObject &message) {
            return message.value(QLatin1String("type")) == QLatin1String(type);
        };
        waitUntil([&] { return std::any_of(heard.begin(), heard.end(), is); });
        const auto found = std::find_if(heard.begin(), heard.end(), is);
        return found == heard.end() ? std::nullopt : std::optional(*found);
    }
};

} // namespace

/// A page that has a session goes on commanding when its node is killed, and stops when the token is revoked.
class TestSessions : public QObject
{
    Q_OBJECT

private:
    /// Two nodes of one user, and one of another user who has a home, and so a book of tokens, of its own.
    static void adapt(NodeOptions &options, int index)
    {
        if (index != 2)
            return;
        options.home += QLatin1String("/other");
        const QString key = options.home + QLatin1String("/cluster.key");
        QDir().mkpath(options.home);
        QFile::copy(options.keyFile, key);
        options.keyFile = key;
    }

    QByteArray ctl(TestCluster &cluster, const QStringList &words, int node = 0)
    {
        QProcess process;
        process.start(programPath(QStringLiteral("everbouncectl")),
                      words + QStringList{QStringLiteral("--url"), cluster.node(node).url().toString()});
        waitUntil([&] { return process.state() == QProcess::NotRunning; });
        return process.readAllStandardOutput().trimmed();
    }

private Q_SLOTS:
    void aSessionOutlivesItsNodeAndEndsWithItsToken()
    {
        TestCluster cluster(3, adapt);
        const LogsOnFailure logs(cluster);
        QVERIFY(cluster.start());
        const QByteArray token =
            ctl(cluster, {QStringLiteral("token"), QStringLiteral("add"), QStringLiteral("Ada")});
        QVERIFY(token.size() > 40);
        const QUrl home = cluster.node(0).url(), near = cluster.node(1).url(), far = cluster.node(2).url();
        const Answer opened = asked(home, "POST", "/api/v1/session", "Content-Type: application/json\r\n",
                                    "{\"token\":\"" + token + "\"}");
        QCOMPARE(opened.status, 200);
        const QByteArray cookie = "Cookie: " + opened.cookie().toLatin1() + "\r\n";
        const QByteArray pass = "Authorization: Bearer " + opened.pass().toLatin1() + "\r\n";
        QCOMPARE(nudge(home, {}), 401);
        QCOMPARE(nudge(home, cookie), 200);

        // The page's node is killed. It is fed by the next one, at once, and commands there.
        cluster.node(0).kill();
        Page moved(near, opened.cookie());
        QVERIFY(moved.first("hello"));
        QCOMPARE(moved.first("hello")->value(QLatin1String("may_command")).toBool(), true);
        moved.socket.sendTextMessage(QStringLiteral(R"({"type":"command","command":"nudge","id":"x"})"));
        QVERIFY(moved.first("ack"));

        // On another machine the browser brings no cookie, but the page its pass.
        QCOMPARE(nudge(far, cookie), 401);
        Page movedFar(far, {});
        QCOMPARE(movedFar.first("hello")->value(QLatin1String("may_command")).toBool(true), false);
        movedFar.socket.sendTextMessage(
            QStringLiteral(R"({"type":"command","command":"nudge","id":"x","token":"%1"})")
                .arg(opened.pass()));
        QVERIFY(movedFar.first("ack"));

        // Revoked at one node of the user: over at all of them at once.
        ctl(cluster, {QStringLiteral("token"), QStringLiteral("revoke"), QStringLiteral("Ada")}, 1);
        QCOMPARE(nudge(near, cookie), 401);
        QCOMPARE(nudge(near, pass), 401);
        moved.socket.sendTextMessage(QStringLiteral(R"({"type":"command","command":"nudge","id":"y"})"));
        QVERIFY(moved.first("problem"));
        QVERIFY(cluster.start(0));
        QCOMPARE(nudge(home, cookie), 401);
    }
};

int main(int argc, char *argv[])
{
    enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestSessions test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sessions.moc"
