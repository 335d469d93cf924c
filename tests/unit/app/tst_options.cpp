// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/Sharing.h"
#include "app/options/SettingsInUse.h"
#include "engine/cluster/pairing/line/JoinCode.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace everbounce;

/// Where the settings of a node come from.
class TestOptions : public QObject
{
    Q_OBJECT

private:
    static Options read(QStringList arguments)
    {
        arguments.prepend(QStringLiteral("everbounced"));
        const OptionsResult result = readOptions(arguments, false);
        return result.options.value_or(Options());
    }

    static Setting settingOf(const QList<Setting> &settings, const char *option)
    {
        const auto found = std::ranges::find(settings, QLatin1String(option), &Setting::option);
        return found == settings.end() ? Setting{QStringLiteral("missing"), {}} : *found;
    }

private Q_SLOTS:
    void cleanup()
    {
        qunsetenv("EVERBOUNCE_LEASE");
        qunsetenv("EVERBOUNCE_PEER");
    }

    void theCommandLineComesBeforeTheEnvironmentAndThatBeforeDefaults()
    {
        qputenv("EVERBOUNCE_LEASE", "700");
        qputenv("EVERBOUNCE_PEER", "a.example,b.example");
        const auto settings = read({QStringLiteral("--peer"), QStringLiteral("c.example")}).settings;
        const Setting lease = settingOf(settings, "lease");
        QCOMPARE(lease.values, QStringList(QStringLiteral("700")));
        QCOMPARE(lease.source, Setting::Source::Environment);
        const Setting peer = settingOf(settings, "peer");
        QCOMPARE(peer.values, QStringList(QStringLiteral("c.example")));
        QCOMPARE(peer.source, Setting::Source::CommandLine);
        const Setting tick = settingOf(settings, "tick");
        QCOMPARE(tick.values, QStringList(QStringLiteral("30")));
        QCOMPARE(tick.source, Setting::Source::Default);
    }

    /// A new option is read by the one class that notes where it comes from.
    void everyOptionIsOneSetting()
    {
        const OptionsResult help =
            readOptions({QStringLiteral("everbounced"), QStringLiteral("--help")}, false);
        QStringList options;
        for (const QString &line : help.output.split(u'\n')) {
            const QString word = line.trimmed().section(u' ', 0, 0);
            if (word.startsWith(QLatin1String("--")))
                options << word.mid(2);
        }
        QVERIFY(options.size() > 20);
        QStringList settings;
        for (const Setting &setting : read({}).settings)
            settings << setting.option;
        std::ranges::sort(options);
        std::ranges::sort(settings);
        QCOMPARE(settings, options);
    }

    void whatIsWrongInTheEnvironmentIsNamedSo()
    {
        qputenv("EVERBOUNCE_HTTP_PORT", "abc");
        const OptionsResult result = readOptions({QStringLiteral("everbounced")}, false);
        qunsetenv("EVERBOUNCE_HTTP_PORT");
        QCOMPARE(result.exitStatus, 2);
        QVERIFY2(result.output.startsWith(QLatin1String("EVERBOUNCE_HTTP_PORT takes ")),
                 qPrintable(result.output));
    }

    void whatIsWrongInAnyVariableIsNamedSo_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("EVERBOUNCE_NAME") << QByteArray(" ");
        QTest::newRow("EVERBOUNCE_JOIN") << QByteArray(" ");
        QTest::newRow("EVERBOUNCE_STATE_DIR") << QByteArray("\t");
        QTest::newRow("EVERBOUNCE_BEHAVIOR_DIR") << QByteArray("/tmp, ");
        QTest::newRow("EVERBOUNCE_TLS_CERTIFICATE") << QByteArray("/tmp/a.pem");
        QTest::newRow("EVERBOUNCE_LISTEN") << QByteArray("224.0.0.1");
    }
    void whatIsWrongInAnyVariableIsNamedSo()
    {
        const char *const variable = QTest::currentDataTag();
        QFETCH(QByteArray, value);
        qputenv(variable, value);
        const OptionsResult result = readOptions({QStringLiteral("everbounced")}, false);
        qunsetenv(variable);
        QCOMPARE(result.exitStatus, 2);
        QVERIFY2(result.output.startsWith(QLatin1String(variable)), qPrintable(result.output));
    }

    void addressesOfManyAreNotListenedAt()
    {
        for (const char *address : {"224.0.0.1", "ff02::1", "255.255.255.255"}) {
            const OptionsResult result = readOptions(
                {QStringLiteral("everbounced"), QStringLiteral("--listen"), QLatin1String(address)}, false);
            QCOMPARE(result.exitStatus, 2);
        }
    }

    void anAddressForEverybodyIsOne_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("good");
        for (const char *good :
             {"https://ball.example", "http://192.0.2.7:4000/ball/", "http://[2001:db8::1]:4000/"})
            QTest::newRow(good) << QString::fromLatin1(good) << true;
        for (const char *bad : {"ftp://ball.example", "http://", "http://me@ball.example", "http://0.0.0.0/",
                                "http://[::]:4000/", "http://[fe80::1%25eth0]:4000/",
                                "http://ball.example/?q", "http://ball.example/#f", "http://ball.example:0/"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << false;
    }
    void anAddressForEverybodyIsOne()
    {
        QFETCH(QString, url);
        QFETCH(bool, good);
        const OptionsResult result =
            readOptions({QStringLiteral("everbounced"), QStringLiteral("--public-url"), url}, false);
        QCOMPARE(result.options.has_value(), good);
        QCOMPARE(result.output.contains(QLatin1String("takes an address such as")), !good);
    }

    void namesThatNoHostHasAreRefused()
    {
        for (const char *name : {"a b", "x:5", "a/b"}) {
            const OptionsResult result = readOptions(
                {QStringLiteral("everbounced"), QStringLiteral("--peer-dns"), QLatin1String(name)}, false);
            QCOMPARE(result.exitStatus, 2);
        }
        QCOMPARE(read({QStringLiteral("--peer-dns"), QStringLiteral("nodes.example")}).peerDns,
                 QStringList(QStringLiteral("nodes.example")));
    }

    void theLineOfAnInvitationIsTakenForItsCode()
    {
        const QString code = JoinCode{QByteArray(JoinCode::secretBytes, 's'),
                                      4100,
                                      {QHostAddress(QStringLiteral("192.0.2.7"))}}
                                 .toText();
        for (const char *line : {"%1", "everbounce --join %1 --listen lan", "  %1\n"})
            QCOMPARE(read({QStringLiteral("--join"), QString::fromLatin1(line).arg(code)}).join, code);
    }

    void aCodeIsNotTold()
    {
        const auto settings = readOptions(
            {QStringLiteral("everbounced"), QStringLiteral("--join"), QStringLiteral("eb1-damaged")}, false);
        QCOMPARE(settings.exitStatus, 2);
        const Options options = read({QStringLiteral("--lease"), QStringLiteral("600")});
        QVERIFY(settingOf(options.settings, "join").values.isEmpty());
    }

    void whatIsFoundOutAndWhatAClusterBringsIsFilledIn()
    {
        Options options = read({});
        options.cluster = QStringLiteral("theirs");
        options.peers = {QStringLiteral("192.0.2.7")};
        const auto settings =
            settingsInUse(options, {QStringLiteral("alpha"), 4003, QStringLiteral("/state")});
        QCOMPARE(settingOf(settings, "name").values, QStringList(QStringLiteral("alpha")));
        QCOMPARE(settingOf(settings, "name").source, Setting::Source::Default);
        QCOMPARE(settingOf(settings, "http-port").values, QStringList(QStringLiteral("4003")));
        QCOMPARE(settingOf(settings, "state-dir").values, QStringList(QStringLiteral("/state")));
        QCOMPARE(settingOf(settings, "cluster").values, QStringList(QStringLiteral("theirs")));
        QCOMPARE(settingOf(settings, "cluster").source, Setting::Source::Joined);
        QCOMPARE(settingOf(settings, "peer").source, Setting::Source::Joined);
    }

    void whereANodeListensComesFromWhoSaidSoLast_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QString>("listen");
        QTest::addColumn<int>("source");
        const QString lan = QStringLiteral("lan"), loopback = QStringLiteral("loopback");
        const auto row = [](const char *name, const QStringList &given, const QString &listen,
                            Setting::Source source) {
            QTest::newRow(name) << given << listen << int(source);
        };
        row("nobody", {}, loopback, Setting::Source::Default);
        row("people", {}, lan, Setting::Source::Chosen);
        row("--share on", {QStringLiteral("--share=on")}, lan, Setting::Source::CommandLine);
        row("--share off", {QStringLiteral("--share=off")}, loopback, Setting::Source::CommandLine);
        row("people, after --share on", {QStringLiteral("--share=on")}, loopback, Setting::Source::Chosen);
        row("--listen", {QStringLiteral("--listen=lan")}, lan, Setting::Source::CommandLine);
    }
    void whereANodeListensComesFromWhoSaidSoLast()
    {
        QFETCH(QStringList, given);
        QFETCH(QString, listen);
        QFETCH(int, source);
        Options options = read(given);
        options.listen = listen;
        const Setting setting = settingOf(settingsInUse(options, {}), "listen");
        QCOMPARE(setting.values, QStringList(listen));
        QCOMPARE(int(setting.source), source);
    }

    /// Else a node that a window started, and that is kept, could be closed to the network by nothing.
    void whoStartsANodeDoesNotSettleWhetherItIsShared_data()
    {
        QTest::addColumn<bool>("lifeline");
        QTest::newRow("started by hand") << false;
        QTest::newRow("started by a window") << true;
    }
    void whoStartsANodeDoesNotSettleWhetherItIsShared()
    {
        QFETCH(bool, lifeline);
        const QTemporaryDir home;
        Options options;
        options.clusterKeyFile = home.filePath(QStringLiteral("cluster.key"));
        options.listen = QStringLiteral("lan");
        options.listenGiven = true;
        options.lifeline = lifeline;
        Sharing sharing;
        QSignalSpy wanted(&sharing, &Sharing::wanted), shared(&sharing, &Sharing::shared);
        QCOMPARE(sharing.listenOf(options, QStringLiteral("alpha-2")), options.listen);
        sharing.share(1, false);
        QCOMPARE(wanted.size(), lifeline ? 1 : 0);
        QCOMPARE(shared.size(), lifeline ? 0 : 1);
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
