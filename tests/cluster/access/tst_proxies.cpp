// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/LogsOnFailure.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/FreePorts.h"
#include "tests/cluster/harness/network/PrivateNetwork.h"
#include "tests/fakes/SelfSigned.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTimer>

#include <memory>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace everbounce;
using namespace everbounce::harness;

namespace {

constexpr char operatorToken[] = "an-operators-token-of-this-test";

QString findProgram(const QString &program)
{
    const QString found = QStandardPaths::findExecutable(program);
    return found.isEmpty() ? QStandardPaths::findExecutable(
                                 program, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")})
                           : found;
}

/// The file that the documentation gives for a proxy: the first block below its heading.
QString documented(const QString &proxy)
{
    QFile file(QStringLiteral(EVERBOUNCE_DOCS "/operations.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString block;
    bool isBelow = false;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(u'#')) {
            if (isBelow)
                break;
            isBelow = line.compare(QLatin1String("### ") + proxy, Qt::CaseInsensitive) == 0;
        } else if (isBelow && line.startsWith(QLatin1String("    "))) {
            block += line.mid(4) + u'\n';
        } else if (isBelow && !block.isEmpty()) {
            break;
        }
    }
    return block;
}

/// A proxy as the documentation sets it up, under an account of its own, in the foreground.
class Proxy
{
public:
    Proxy(const QString &kind, quint16 port, quint16 node)
        : m_kind(kind)
    {
        QFile::setPermissions(m_directory.path(), QFile::Permissions(0x7755));
        const QString pem = path("ball.pem"), key = path("ball.key"), both = path("ball-and-key.pem");
        write(pem, m_pair.certificate);
        write(key, m_pair.key);
        write(both, m_pair.certificate + m_pair.key);
        QString text = documented(kind);
        text.replace(QLatin1String("/etc/ssl/ball-and-key.pem"), both)
            .replace(QLatin1String("/etc/ssl/ball.pem"), pem)
            .replace(QLatin1String("/etc/ssl/ball.key"), key)
            .replace(QLatin1String("127.0.0.1:4000"), QStringLiteral("127.0.0.1:%1").arg(node))
            .replace(QLatin1String("listen 443"), QStringLiteral("listen 127.0.0.1:%1").arg(port))
            .replace(QLatin1String("bind :443"), QStringLiteral("bind 127.0.0.1:%1").arg(port))
            .replace(QLatin1String("ball.example {"), QStringLiteral("ball.example:%1 {").arg(port));
        start(text);
    }
    ~Proxy()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Proxy)

    bool running() const { return m_process.state() != QProcess::NotRunning; }
    const SelfSigned &pair() const { return m_pair; }
    QByteArray log() { return m_process.readAllStandardError() + m_process.readAllStandardOutput(); }

private:
    QString path(const char *name) const { return m_directory.filePath(QLatin1String(name)); }

    static void write(const QString &name, const QByteArray &content)
    {
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s cannot be written.", qPrintable(name));
    }

    void start(const QString &text)
    {
        const QString settings = path("settings");
        if (m_kind == QLatin1String("nginx")) {
            // What Debian's nginx.conf has around a site.
            write(path("site"), text.toUtf8());
            write(settings,
                  QStringLiteral(
                      "user www-data;\ndaemon off;\npid %1/pid;\nerror_log stderr;\nevents {}\nhttp {\n"
                      "  access_log off;\n  include %1/site;\n}\n")
                      .arg(m_directory.path())
                      .toUtf8());
            m_process.start(findProgram(m_kind),
                            {QStringLiteral("-c"), settings, QStringLiteral("-p"), m_directory.path()});
        } else if (m_kind == QLatin1String("haproxy")) {
            write(settings, text.toUtf8());
            m_process.start(findProgram(m_kind), {QStringLiteral("-db"), QStringLiteral("-f"), settings});
        } else {
            write(settings, "{\n    admin off\n    auto_https disable_redirects\n}\n" + text.toUtf8());
            startAsNobody({QStringLiteral("run"), QStringLiteral("--adapter"), QStringLiteral("caddyfile"),
                           QStringLiteral("--config"), settings});
        }
    }

    void startAsNobody(const QStringList &arguments)
    {
        constexpr uid_t nobody = 65534;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            environment.insert(QLatin1String(name), QStringLiteral("/nonexistent"));
        m_process.setProcessEnvironment(environment);
        m_process.setChildProcessModifier([] {
            if (setgid(nobody) != 0 || setuid(nobody) != 0)
                _exit(127);
        });
        m_process.start(findProgram(m_kind), arguments);
    }

    QString m_kind;
    QTemporaryDir m_directory;
    SelfSigned m_pair;
    QProcess m_process;
};

/// A client of a proxy, over TLS, from an address of this machine, 127.0.0.`host`.
class Client
{
public:
    Client(quint16 port, int host)
    {
        const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(0x7f000000U + quint32(host));
        sockaddr_in to = address;
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        to.sin_port = htons(port);
        if (bind(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 ||
            connect(descriptor, reinterpret_cast<sockaddr *>(&to), sizeof to) != 0) {
            ::close(descriptor);
            return;
        }
        m_socket.setSocketDescriptor(descriptor);
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.setPeerVerifyName(QStringLiteral("ball.example"));
        m_socket.startClientEncryption();
    }

    void send(const QByteArray &bytes)
    {
        if (m_socket.isOpen())
            m_socket.write(bytes);
    }

    /// Whether this comes, before the end.
    bool hears(const QByteArray &words, std::chrono::milliseconds most = patience)
    {
        waitUntil(
            [&] {
                if (m_socket.isOpen())
                    m_heard += m_socket.readAll();
                return m_heard.contains(words) || m_socket.state() == QAbstractSocket::UnconnectedState;
            },
            most);
        return m_heard.contains(words);
    }
    const QByteArray &heard() const { return m_heard; }

private:
    QSslSocket m_socket;
    QByteArray m_heard;
};

/// What comes back, up to the end of the first head.
QByteArray say(quint16 port, int host, const QByteArray &bytes, std::chrono::milliseconds most = patience)
{
    Client client(port, host);
    client.send(bytes);
    client.hears("\r\n\r\n", most);
    return client.heard();
}

/// A text as a client sends it over a WebSocket.
QByteArray frameOf(const QByteArray &text)
{
    return QByteArray("\x81") + char(0x80 | text.size()) + QByteArray(4, '\0') + text;
}

int statusOf(const QByteArray &answer)
{
    return answer.mid(9, 3).toInt();
}

QByteArray nudge(const QByteArray &headers = {})
{
    return "POST /api/v1/nudge HTTP/1.1\r\nHost: ball.example\r\n" + headers + "Content-Length: 2\r\n\r\n{}";
}

QByteArray bearer(const QByteArray &token)
{
    return "Authorization: Bearer " + token + "\r\n";
}

} // namespace

/// Real proxies in front of a real node, set up as the documentation says.
class TestProxies : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ClusterGround> m_ground;
    std::unique_ptr<NodeProcess> m_node;
    std::unique_ptr<Proxy> m_proxy;
    quint16 m_port = 0; ///< of the proxy

    quint16 nodePort() const { return quint16(m_node->url().port()); }

    /// A document of the node itself, as the operator.
    QByteArray document(const QByteArray &path)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, nodePort());
        socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                     bearer(operatorToken) + "\r\n");
        waitUntil([&] { return socket.state() == QAbstractSocket::UnconnectedState; });
        const QByteArray answer = socket.readAll();
        return answer.mid(answer.indexOf("\r\n\r\n") + 4);
    }

    QStringList sendersOfNudges()
    {
        QStringList senders;
        for (const QJsonValue &entry : QJsonDocument::fromJson(document("/api/v1/audit")).array()) {
            if (entry[QLatin1String("what")].toString().contains(QLatin1String("/api/v1/nudge")))
                senders << entry[QLatin1String("from")].toString();
        }
        senders.removeDuplicates();
        return senders;
    }

    int revision()
    {
        return QJsonDocument::fromJson(document("/api/v1/ball"))[QLatin1String("revision")].toInt();
    }

    bool isUp()
    {
        QTimer again; // a proxy says nothing when it begins to listen
        again.start(std::chrono::milliseconds(50));
        return waitUntil([&] {
                   return !m_proxy->running() ||
                          statusOf(say(m_port, 1, "GET /readyz HTTP/1.1\r\nHost: ball.example\r\n\r\n")) ==
                              200;
               }) &&
               m_proxy->running();
    }

    static void proxies()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"nginx", "haproxy", "caddy"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (geteuid() != 0)
            QSKIP("Skipped: only root can start proxies as other users.");
    }

    void init()
    {
        QFETCH(QString, kind); // of every test here
        if (findProgram(kind).isEmpty())
            QSKIP("Skipped: this proxy is not installed.");
        m_ground = std::make_unique<ClusterGround>();
        NodeOptions options = m_ground->optionsOf(0);
        QFile token(m_ground->directory() + QLatin1String("/operator.token"));
        QVERIFY(token.open(QIODevice::WriteOnly) &&
                token.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        token.write(operatorToken);
        token.close();
        options.more << QStringLiteral("--public-url") << QStringLiteral("https://ball.example/")
                     << QStringLiteral("--trusted-proxy") << QStringLiteral("127.0.0.1")
                     << QStringLiteral("--operator-token-file") << token.fileName();
        m_node = std::make_unique<NodeProcess>(options);
        m_node->start();
        QVERIFY(waitUntil([&] { return m_node->isReady() || !m_node->running(); }) && m_node->isReady());
        m_port = freeTcpPort();
        m_proxy = std::make_unique<Proxy>(kind, m_port, nodePort());
        QVERIFY2(isUp(), m_proxy->log().constData());
    }
    void cleanup()
    {
        m_proxy.reset();
        m_node.reset();
    }

    void thePageAndItsFeedArePassedOn_data() { proxies(); }
    void thePageAndItsFeedArePassedOn()
    {
        QVERIFY(say(m_port, 7, "GET / HTTP/1.1\r\nHost: ball.example\r\n\r\n").startsWith("HTTP/1.1 200"));

        Client feed(m_port, 7);
        feed.send("GET /live HTTP/1.1\r\nHost: ball.example\r\nOrigin: https://ball.example\r\nConnection: "
                  "Upgrade\r\n"
                  "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                  "AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        QVERIFY2(feed.hears("\"type\":\"hello\""), feed.heard().constData());
        QVERIFY(feed.hears("\"may_command\":false"));
        feed.send(frameOf(R"({"type":"command","command":"nudge","id":"x"})"));
        QVERIFY(feed.hears("\"type\":\"problem\""));
        feed.send(
            frameOf(QByteArray("{\"type\":\"command\",\"command\":\"nudge\",\"id\":\"y\",\"token\":\"") +
                    operatorToken + "\"}"));
        QVERIFY(feed.hears("\"type\":\"ack\""));
    }

    void whateverAClientForgesItStaysWhoItIs_data() { proxies(); }
    void whateverAClientForgesItStaysWhoItIs()
    {
        const int before = revision();
        for (const char *header : {"X-Forwarded-For: 127.0.0.1",
                                   "X-Forwarded-For: 192.0.2.66",
                                   "X-Forwarded-For: 192.0.2.66, 127.0.0.1",
                                   "x-forwarded-for: ::1",
                                   "X_Forwarded_For: 127.0.0.1",
                                   "X-Forwarded-For:",
                                   "X-Forwarded-For: 192.0.2.66\r\nX-Forwarded-For: 127.0.0.1",
                                   "Forwarded: for=127.0.0.1",
                                   "Forwarded: for=192.0.2.66;proto=https;host=ball.example",
                                   "X-Real-IP: 127.0.0.1",
                                   "X-Client-IP: 127.0.0.1",
                                   "CF-Connecting-IP: 127.0.0.1",
                                   "True-Client-IP: 127.0.0.1",
                                   "X-Cluster-Client-IP: 127.0.0.1",
                                   "Fly-Client-IP: 127.0.0.1",
                                   "X-Forwarded-Proto: https",
                                   "X-Forwarded-Port: 443",
                                   "X-Forwarded-Server: localhost",
                                   "X-Original-URL: /api/v1/nudge",
                                   "X-Forwarded-Host: ball.example",
                                   "Via: 1.1 localhost",
                                   "Connection: X-Forwarded-For",
                                   "Connection: Forwarded, X-Forwarded-For, X-Real-IP"}) {
            const int status = statusOf(say(m_port, 7, nudge(QByteArray(header) + "\r\n")));
            QVERIFY2(status == 401, header);
        }
        QCOMPARE(sendersOfNudges(), QStringList(QStringLiteral("127.0.0.7")));
        QCOMPARE(revision(), before);
        QCOMPARE(statusOf(say(m_port, 7, nudge(bearer(operatorToken)))), 200);
        QVERIFY(revision() > before);
    }

    void nothingIsSmuggled_data() { proxies(); }
    void nothingIsSmuggled()
    {
        const int before = revision();
        // A whole command with no forwarding header, as it would come from the machine itself.
        const QByteArray inner =
            "POST /api/v1/nudge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
        const QByteArray length = "Content-Length: " + QByteArray::number(inner.size()) + "\r\n";
        const QByteArray start = "POST /healthz HTTP/1.1\r\nHost: ball.example\r\n";
        QByteArray many;
        for (int i = 0; i < 110; ++i)
            many += "X-" + QByteArray::number(i) + ": 1\r\n";
        const QByteArray chunked = "0\r\n\r\n" + inner;
        const QByteArray both = start + "Content-Length: " + QByteArray::number(chunked.size()) + "\r\n";
        for (const QByteArray &request :
             {start + many + length + "\r\n" + inner,
              start + "X-A : 1\r\n" + length + "\r\n" + inner,
              start + "no colon\r\n" + length + "\r\n" + inner,
              start + ": empty\r\n" + length + "\r\n" + inner,
              start + "X@A: 1\r\n" + length + "\r\n" + inner,
              start + "X-A: 1\r\n folded\r\n" + length + "\r\n" + inner,
              both + "Transfer-Encoding: chunked\r\n\r\n" + chunked,
              both + "Transfer-Encoding: xchunked\r\n\r\n" + chunked,
              both + "Transfer-Encoding: identity\r\n\r\n" + chunked,
              both + "Transfer-Encoding : chunked\r\n\r\n" + chunked,
              both + "Transfer-Encoding:\tchunked\r\n\r\n" + chunked,
              both + "Transfer-Encoding: chunked, identity\r\n\r\n" + chunked,
              start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n" + chunked,
              start + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n" + chunked,
              start + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + chunked,
              start + "Transfer-Encoding: chunked\r\n\r\n2;a=\n\r\n{}\r\n" + chunked,
              start + "Content-Length: 0\r\nContent-Length: " + QByteArray::number(inner.size()) +
                  "\r\n\r\n" + inner,
              start + "Content-Length: +2\r\n\r\n{}" + inner,
              start + "Content-Length: 0\n\n" + inner,
              "GET /healthz HTTP/1.1\r\nHost: ball.example\r\nUpgrade: websocket\r\nConnection: "
              "Upgrade\r\n\r\n" +
                  inner,
              "GET /live HTTP/1.1\r\nHost: ball.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 7\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n" +
                  inner,
              "GET /healthz HTTP/1.1\r\nHost: ball.example\r\nExpect: 100-continue\r\n" + length + "\r\n" +
                  inner})
            say(m_port, 7, request, std::chrono::seconds(1)); // a proxy may wait for more
        // Whatever was still under way has come by now: this one command, and no other.
        QCOMPARE(statusOf(say(m_port, 7, nudge(bearer(operatorToken)))), 200);
        const QByteArray audit = document("/api/v1/audit");
        int done = 0;
        for (const QJsonValue &entry : QJsonDocument::fromJson(audit).array())
            done += entry[QLatin1String("status")].toInt() == 200 ? 1 : 0;
        QVERIFY2(done == 1, audit.constData());
        QCOMPARE(revision(), before + 1);
    }

    void whoGuessesSlowsDownNobodyElse_data() { proxies(); }
    void whoGuessesSlowsDownNobodyElse()
    {
        for (int i = 0; i < 20; ++i)
            QCOMPARE(statusOf(say(m_port, 7, nudge(bearer("guess")))), 401);
        const QByteArray forged = "X-Forwarded-For: 192.0.2.66\r\n" + bearer("guess");
        QCOMPARE(statusOf(say(m_port, 7, nudge(forged))), 429);
        QCOMPARE(statusOf(say(m_port, 8, nudge(bearer(operatorToken)))), 200);
    }
};

int main(int argc, char *argv[])
{
    enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestProxies test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_proxies.moc"
