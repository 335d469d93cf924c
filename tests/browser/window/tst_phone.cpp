// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/NodeProcess.h"
#include "tests/cluster/harness/Screen.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/HostsTest.h"

#include <QProcess>
#include <QScopeGuard>

using namespace everbounce;
using namespace everbounce::harness;

/// Somebody at a machine with a window, and a phone in the same network.
class TestPhone : public HostsTest
{
    Q_OBJECT
public:
    explicit TestPhone(const QString &problem)
        : HostsTest(2, problem)
    {
    }

private:
    static constexpr int laptop = 1;
    static constexpr int phone = 2;

    /// Runs a program to its end. Its exit status; its output is in `said`.
    static int run(const QString &program, const QStringList &arguments, QString *said = nullptr)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, arguments);
        waitUntil([&] { return process.state() == QProcess::NotRunning; }, std::chrono::minutes(2));
        if (said)
            *said = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
        return process.state() == QProcess::NotRunning ? process.exitCode() : -1;
    }

    /// What a camera reads from the screen; empty as long as there is nothing to read.
    QString readCode(const Screen &screen) const
    {
        const QString picture = below(QStringLiteral("screen"));
        QString read;
        if (screen.photograph(picture))
            run(QStringLiteral("zbarimg"),
                {QStringLiteral("--quiet"), QStringLiteral("--raw"), picture + QLatin1String(".png")}, &read);
        return read;
    }

    /// What becomes of a command that a phone gives by that link.
    static int commandBy(const QString &link)
    {
        return run(QStringLiteral("nsenter"),
                   {QStringLiteral("--net=") + HostNetwork::namespaceOf(phone),
                    QStringLiteral(EVERBOUNCE_NODE_PROGRAM), QStringLiteral(EVERBOUNCE_PHONE), link});
    }

private Q_SLOTS:
    void comesInByTheCodeOnTheScreenOnce()
    {
        const Screen screen;
        NodeOptions options;
        options.program = QStringLiteral("everbounce");
        options.name = QStringLiteral("laptop");
        options.listen.clear();
        options.home = homeOf(laptop);
        options.networkNamespace = HostNetwork::namespaceOf(laptop);
        options.environment = screen.environment();
        NodeProcess node(options);
        node.start();
        QVERIFY(waitUntil([&] { return node.isReady() || !node.running(); }) && node.isReady());

        const auto keepIfFailed = qScopeGuard([&screen] {
            if (QTest::currentTestFailed())
                screen.photograph(QStringLiteral("phone"));
        });
        const QString address = QStringLiteral("http://%1:4000/").arg(HostNetwork::addressOf(laptop));
        QVERIFY(screen.press("m Tab space")); // share
        QVERIFY(askUntil([&] { return httpGet(QUrl(address), QStringLiteral("/healthz")).status == 200; }));
        // The window may know it a moment later than the network: somebody would look first.
        const auto shows = [&] { return readCode(screen) == address; };
        for (int attempt = 0; attempt < 5; ++attempt) {
            QVERIFY(screen.press("Escape Escape m Tab Tab space")); // show on phone
            if (QTest::qWaitFor(shows, 3000))
                break;
        }
        QVERIFY(shows());
        QVERIFY(screen.press("shift+Tab space")); // to command
        QVERIFY(askUntil([&] { return readCode(screen).contains(QLatin1String("#token=")); }));
        const QString link = readCode(screen);
        QVERIFY2(link.startsWith(address), qPrintable(link));
        QCOMPARE(commandBy(link), 0);
        QCOMPARE(commandBy(link), 1); // it was good once
    }
};

int main(int argc, char **argv)
{
    return runOnHosts<TestPhone>(argc, argv);
}

#include "tst_phone.moc"
