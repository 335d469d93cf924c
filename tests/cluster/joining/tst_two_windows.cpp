// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/NodeProcess.h"
#include "tests/cluster/harness/Screen.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/HostsTest.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace everbounce;
using namespace everbounce::harness;

/// Two people at two machines, each with a fresh home, a screen and a keyboard: their windows become one
/// cluster.
class TestTwoWindows : public HostsTest
{
    Q_OBJECT
public:
    explicit TestTwoWindows(const QString &problem)
        : HostsTest(2, problem)
    {
    }

private:
    /// A directory for pictures of both screens, one after the other, if that is wished: for README.
    static QString filmDirectory() { return qEnvironmentVariable("EVERBOUNCE_FILM"); }

    /// A machine on the network, and who sits there.
    struct Machine
    {
        int host;
        int presses = 0;
        Screen screen;
        NodeProcess node;

        Machine(int number, const QString &home)
            : host(number)
            , node(options(number, home, screen.environment()))
        {
        }

        /// What was on the screen is left beside the test, for whoever looks for the cause.
        ~Machine()
        {
            if (QTest::currentTestFailed())
                screen.photograph(QStringLiteral("two-windows-%1").arg(host));
        }

        static NodeOptions options(int host, const QString &home, const QMap<QString, QString> &environment)
        {
            NodeOptions options;
            options.program = QStringLiteral("everbounce");
            options.name = QStringLiteral("laptop%1").arg(host);
            options.listen.clear();
            options.home = home;
            options.networkNamespace = HostNetwork::namespaceOf(host);
            options.environment = environment;
            return options;
        }

        bool start()
        {
            node.start();
            if (!waitUntil([&] { return node.isReady() || !node.running(); }) || !node.isReady())
                return false;
            if (!filmDirectory().isEmpty())
                screen.film(QStringLiteral("%1/%2").arg(filmDirectory()).arg(host));
            return true;
        }

        /// Tab and Escape only move; whatever else is pressed counts.
        bool press(const char *keys)
        {
            for (const QString &key : QString::fromLatin1(keys).split(u' '))
                presses += !key.endsWith(QLatin1String("Tab")) && key != QLatin1String("Escape");
            const bool isPressed = screen.press(keys);
            if (!filmDirectory().isEmpty())
                waitUntil([] { return false; }, std::chrono::milliseconds(1500)); // for who looks at it
            return isPressed;
        }

        /// What the node says to its own user; empty as long as nobody reaches it from here.
        QJsonObject ask(const char *path) const
        {
            QFile file(node.options().home + QStringLiteral("/.local/share/everbounce/run/4000.token"));
            const QByteArray token = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
            QNetworkRequest request(QUrl(
                QStringLiteral("http://%1:4000%2").arg(HostNetwork::addressOf(host), QLatin1String(path))));
            request.setRawHeader("Authorization", "Bearer " + token);
            QNetworkAccessManager http;
            const std::unique_ptr<QNetworkReply> reply(http.get(request));
            waitUntil([&] { return reply->isFinished(); });
            return QJsonDocument::fromJson(reply->readAll()).object();
        }

        QString said() const
        {
            return QString::fromUtf8(QJsonDocument(ask("/api/v1/pairing")).toJson()) + node.standardError();
        }
        QString stage() const { return ask("/api/v1/pairing")[QLatin1String("stage")].toString(); }
        QString digits() const { return ask("/api/v1/pairing")[QLatin1String("digits")].toString(); }
        bool isInvited() const
        {
            const QJsonArray heard = ask("/api/v1/pairing")[QLatin1String("neighbours")].toArray();
            return heard.first().toObject()[QLatin1String("invites")].toBool();
        }
        qsizetype nodes() const { return ask("/api/v1/cluster")[QLatin1String("nodes")].toArray().size(); }
    };

private Q_SLOTS:
    /// Four presses a side: another machine, share, invite or join, the same. Tab only moves.
    void twoWindowsBecomeOneClusterByTheirKeyboards()
    {
        Machine here(1, homeOf(1));
        Machine there(2, homeOf(2));
        QVERIFY2(here.start(), qPrintable(here.node.standardError()));
        QVERIFY2(there.start(), qPrintable(there.node.standardError()));
        QElapsedTimer time;
        time.start();
        QVERIFY(here.press("m Tab space") && there.press("m Tab space"));
        QVERIFY(askUntil([&] { return here.nodes() == 1 && there.nodes() == 1; }));

        QVERIFY(here.press("Tab Tab space"));
        QVERIFY2(askUntil([&] { return here.stage() == QLatin1String("inviting") && there.isInvited(); }),
                 qPrintable(here.said() + there.said()));
        // A window may show Join a moment later than its node knows of the invitation. Somebody would look
        // first, so a try in vain does not count.
        const auto asks = [&] { return there.stage() != QLatin1String("idle"); };
        const int before = there.presses;
        for (int attempt = 0; attempt < 5; ++attempt) {
            there.presses = before;
            QVERIFY(there.press(attempt == 0 ? "shift+Tab shift+Tab shift+Tab space"
                                             : "Escape m shift+Tab shift+Tab space"));
            if (QTest::qWaitFor(asks, 3000))
                break;
        }
        QVERIFY(askUntil([&] { return !here.digits().isEmpty() && here.digits() == there.digits(); }));
        QVERIFY(here.press("shift+Tab space") && there.press("shift+Tab space"));
        QVERIFY(askUntil([&] { return here.nodes() == 2 && there.nodes() == 2; }));
        qInfo().noquote() << "one cluster after" << double(time.elapsed()) / 1000 << "s, by" << here.presses
                          << "and" << there.presses << "presses";
        QVERIFY(here.presses <= 4 && there.presses <= 4);
        QVERIFY(here.node.running() && there.node.running());
        if (!filmDirectory().isEmpty())
            QVERIFY(here.press("Escape") && there.press("Escape"));
    }
};

int main(int argc, char **argv)
{
    return runOnHosts<TestTwoWindows>(argc, argv);
}

#include "tst_two_windows.moc"
