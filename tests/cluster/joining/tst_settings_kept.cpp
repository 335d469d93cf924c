// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/NodeProcess.h"
#include "tests/cluster/harness/Screen.h"
#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/HostsTest.h"

#include <QDir>

#include <csignal>

using namespace everbounce;
using namespace everbounce::harness;

/// Somebody gives a node another name and port in its window: a real one, by its keyboard.
class TestSettingsKept : public HostsTest
{
    Q_OBJECT
public:
    explicit TestSettingsKept(const QString &problem)
        : HostsTest(1, problem)
    {
    }

private:
    /// Where somebody sits.
    struct Seat
    {
        Screen screen;

        Seat() = default;
        ~Seat()
        {
            if (QTest::currentTestFailed())
                screen.photograph(QStringLiteral("window-settings"));
        }
        Q_DISABLE_COPY_MOVE(Seat)

        bool press(const char *keys) const { return screen.press(keys); }
        bool write(const char *text) const
        {
            return screen.act({QStringLiteral("type"), QString::fromLatin1(text)});
        }
    };

    NodeOptions options(const Seat &seat, const QStringList &more = {}) const
    {
        NodeOptions options;
        options.program = QStringLiteral("everbounce");
        options.listen.clear();
        options.home = homeOf(1);
        options.networkNamespace = HostNetwork::namespaceOf(1);
        options.environment = seat.screen.environment();
        options.more = more;
        return options;
    }

    static bool start(NodeProcess &node)
    {
        node.start();
        return waitUntil([&] { return node.isReady() || !node.running(); }) && node.isReady();
    }

    static bool end(NodeProcess &node)
    {
        node.signal(SIGTERM);
        return node.waitForExitStatus() == 0;
    }

    /// What everbouncectl says at that port of the host, as the node's own user.
    static QString ctl(int port, const char *words)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("ip"),
                      QStringLiteral("netns exec host1 %1 --url http://127.0.0.1:%2/ %3")
                          .arg(programPath(QStringLiteral("everbouncectl")))
                          .arg(port)
                          .arg(QLatin1String(words))
                          .split(u' '));
        waitUntil([&] { return process.state() == QProcess::NotRunning; });
        return QString::fromUtf8(process.readAll());
    }

    /// The line of one setting, as `everbouncectl config` shows it, with single spaces.
    static QString setting(int port, const char *name)
    {
        const QStringList lines = ctl(port, "config").split(u'\n');
        for (const QString &line : lines) {
            if (line.startsWith(QLatin1String(name) + u' '))
                return line.simplified();
        }
        return {};
    }

private Q_SLOTS:
    /// The first field has the keyboard's focus when the sheet is open; Tab leads to the next.
    void whatIsChosenHoldsAtOnceAndAtTheNextStart()
    {
        const Seat seat;
        {
            NodeProcess node(options(seat));
            QVERIFY2(start(node), qPrintable(node.standardError()));
            QVERIFY(node.name().endsWith(QLatin1String(":4000")));
            QVERIFY(seat.press("s") && seat.write("desk") && seat.press("Return"));
            QVERIFY2(askUntil([] {
                         return setting(4000, "name") ==
                                QLatin1String("name desk the settings of its window");
                     }),
                     qPrintable(ctl(4000, "config") + node.standardError()));
            QVERIFY(askUntil([] { return ctl(4000, "status").contains(QLatin1String("desk")); }));
            QVERIFY(seat.press("Tab") && seat.write("4123") && seat.press("Return"));
            QVERIFY2(askUntil([] {
                         return setting(4123, "http-port") ==
                                QLatin1String("http-port 4123 the settings of its window");
                     }),
                     qPrintable(ctl(4123, "config") + node.standardError()));
            QVERIFY(ctl(4000, "status").contains(QLatin1String("Cannot reach a node")));
            QVERIFY(end(node));
        }
        const QDir kept(homeOf(1) + QStringLiteral("/.local/share/everbounce/default"));
        QCOMPARE(kept.entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList(QStringLiteral("desk")));
        NodeProcess again(options(seat));
        QVERIFY2(start(again), qPrintable(again.standardError()));
        QCOMPARE(again.name(), QStringLiteral("desk"));
        QCOMPARE(again.url().port(), 4123);
        QVERIFY(end(again));

        NodeProcess given(options(seat, {QStringLiteral("--name"), QStringLiteral("lamp")}));
        QVERIFY2(start(given), qPrintable(given.standardError()));
        QCOMPARE(given.name(), QStringLiteral("lamp"));
        QCOMPARE(given.url().port(), 4123);
        QCOMPARE(setting(4123, "name"), QStringLiteral("name lamp command line"));
    }

    /// In the sheet it is said; at a start the window does without.
    void aNameThatAnotherNodeHasEndsNoWindow()
    {
        const Seat seat;
        NodeOptions headless = options(seat, {QStringLiteral("--name"), QStringLiteral("beta")});
        headless.program = QStringLiteral("everbounced");
        NodeProcess beta(headless);
        QVERIFY2(start(beta), qPrintable(beta.standardError()));
        {
            NodeProcess node(options(seat));
            QVERIFY2(start(node), qPrintable(node.standardError()));
            const int port = node.url().port();
            QVERIFY(seat.press("s") && seat.write("beta") && seat.press("Return"));
            // The field is still there.
            QVERIFY(seat.press("ctrl+a") && seat.write("gamma") && seat.press("Return"));
            QVERIFY(
                askUntil([port] { return setting(port, "name").startsWith(QLatin1String("name gamma ")); }));
            QVERIFY(end(node));
        }
        headless.more = {QStringLiteral("--name"), QStringLiteral("gamma")};
        NodeProcess gamma(headless);
        QVERIFY2(start(gamma), qPrintable(gamma.standardError()));
        NodeProcess again(options(seat));
        QVERIFY2(start(again), qPrintable(again.standardError()));
        QVERIFY(again.name().endsWith(u':' + QString::number(again.url().port())));
        QVERIFY(gamma.running() && beta.running());
    }

    /// Neither ends because of the other, and each has a name of its own.
    void aFurtherWindowOfThatUserRunsBesideIt()
    {
        const Seat seat;
        {
            QFile file(homeOf(1) + QStringLiteral("/.config/everbounce/nodes.ini"));
            QVERIFY(QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly));
            file.write("[.window]\nname=desk\nport=4123\n");
        }
        NodeProcess first(options(seat));
        QVERIFY2(start(first), qPrintable(first.standardError()));
        NodeProcess second(options(seat));
        QVERIFY2(start(second), qPrintable(second.standardError()));
        QCOMPARE(first.name(), QStringLiteral("desk"));
        QVERIFY(second.name().endsWith(QLatin1String(":4000")));
        QVERIFY(first.running());
    }
};

int main(int argc, char **argv)
{
    return runOnHosts<TestSettingsKept>(argc, argv);
}

#include "tst_settings_kept.moc"
