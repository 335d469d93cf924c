// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/SettingsInUse.h"
#include "app/options/WindowSettings.h"

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/stat.h>

using namespace everbounce;

/// Promises of the name and port that people choose in a window.
class TestWindowSettings : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    QString file() const { return m_home->filePath(QStringLiteral("nodes.ini")); }

    Options read(const QStringList &arguments = {}, bool desktop = true) const
    {
        const QStringList all =
            QStringList{QStringLiteral("everbounce"), QStringLiteral("--cluster-key-file"),
                        m_home->filePath(QStringLiteral("cluster.key"))} +
            arguments;
        return readOptions(all, desktop).options.value_or(Options());
    }

    /// A program as far as these settings go: it does what they ask for.
    struct Window
    {
        Options options;
        WindowSettings settings;
        NodeSettingsView view;
        QString problem;

        explicit Window(const Options &given)
            : options(given)
        {
            QObject::connect(&settings, &WindowSettings::changed, &settings,
                             [this](const NodeSettingsView &changed) { view = changed; });
            QObject::connect(&settings, &WindowSettings::concluded, &settings,
                             [this](quint64, const QString &said) { problem = said; });
            QObject::connect(&settings, &WindowSettings::nameWanted, &settings,
                             [this] { settings.conclude({}); });
            QObject::connect(&settings, &WindowSettings::portWanted, &settings,
                             [this] { settings.conclude({}); });
            settings.fillIn(options);
            settings.requestView();
        }
    };

    static Setting::Source sourceOf(const Options &options, const char *option)
    {
        const auto settings = settingsInUse(options, {QStringLiteral("desk"), 4123, {}});
        return std::ranges::find(settings, QLatin1String(option), &Setting::option)->source;
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qunsetenv("EVERBOUNCE_NAME");
        qunsetenv("EVERBOUNCE_HTTP_PORT");
    }
    void cleanupTestCase() { init(); }

    void withoutAChoiceAllIsAsItWas()
    {
        const Window window(read());
        QVERIFY(window.options.name.isEmpty());
        QVERIFY(!window.options.httpPort);
        QCOMPARE(sourceOf(window.options, "name"), Setting::Source::Default);
        QVERIFY(!QFile::exists(file()));
    }

    void whatIsChosenCountsAtTheNextStart()
    {
        {
            Window window(read());
            window.settings.setName(1, QStringLiteral(" desk "));
            window.settings.setPort(2, QStringLiteral("4123"));
            QCOMPARE(window.problem, QString());
            QCOMPARE(window.view.name.chosen, QStringLiteral("desk"));
        }
        const Window window(read());
        QCOMPARE(window.options.name, QStringLiteral("desk"));
        QCOMPARE(window.options.httpPort, std::optional<quint16>(4123));
        QCOMPARE(sourceOf(window.options, "name"), Setting::Source::Window);
        QCOMPARE(sourceOf(window.options, "http-port"), Setting::Source::Window);
    }

    void whatIsTakenBackIsForgotten()
    {
        {
            Window window(read());
            window.settings.setName(1, QStringLiteral("desk"));
            window.settings.setName(2, {});
            QVERIFY(window.view.name.chosen.isEmpty());
        }
        QVERIFY(Window(read()).options.name.isEmpty());
    }

    void whatIsGivenComesFirstAndSaysSo()
    {
        {
            Window window(read());
            window.settings.setName(1, QStringLiteral("desk"));
            window.settings.setPort(2, QStringLiteral("4123"));
        }
        qputenv("EVERBOUNCE_HTTP_PORT", "4200");
        Window window(read({QStringLiteral("--name"), QStringLiteral("lamp")}));
        QCOMPARE(window.options.name, QStringLiteral("lamp"));
        QCOMPARE(window.options.httpPort, std::optional<quint16>(4200));
        QCOMPARE(window.view.name.givenBy, QStringLiteral("--name"));
        QCOMPARE(window.view.port.givenBy, QStringLiteral("EVERBOUNCE_HTTP_PORT"));
        QCOMPARE(sourceOf(window.options, "name"), Setting::Source::CommandLine);
        QCOMPARE(sourceOf(window.options, "http-port"), Setting::Source::Environment);
        window.settings.setName(3, QStringLiteral("other"));
        QCOMPARE(window.problem, QStringLiteral("Given by --name."));
    }

    void oneThatIsGivenLeavesTheOtherToTheWindow()
    {
        Window(read()).settings.setPort(1, QStringLiteral("4123"));
        Window window(read({QStringLiteral("--name"), QStringLiteral("lamp")}));
        QCOMPARE(window.options.httpPort, std::optional<quint16>(4123));
        QVERIFY(window.view.port.givenBy.isEmpty());
    }

    void aFurtherWindowRunsWithout()
    {
        Window first(read());
        first.settings.setName(1, QStringLiteral("desk"));
        Window second(read());
        QVERIFY(!first.view.isOthers);
        QVERIFY(second.view.isOthers);
        QVERIFY(second.options.name.isEmpty());
        second.settings.setName(2, QStringLiteral("table"));
        QVERIFY(!second.problem.isEmpty());
        QCOMPARE(QSettings(file(), QSettings::IniFormat).value(QStringLiteral(".window/name")),
                 QVariant(QStringLiteral("desk")));
    }

    /// As a window of another machine, or one that was killed at a bad moment, may have left it.
    void onlyALockThatSomebodyHoldsKeepsThemFromAWindow()
    {
        Window(read()).settings.setName(1, QStringLiteral("desk"));
        for (const char *name : {"window.lock", ".window.lock"}) {
            QFile left(m_home->filePath(QLatin1String(name)));
            QVERIFY(left.open(QIODevice::WriteOnly) && left.write("1\nnowhere\nother\n") > 0);
        }
        QCOMPARE(Window(read()).options.name, QStringLiteral("desk"));
    }

    void noTwoWindowsHaveThemWhereNobodyMayWrite()
    {
        Window(read()).settings.setName(1, QStringLiteral("desk"));
        QFile::remove(m_home->filePath(QStringLiteral(".window.lock")));
        const QFile::Permissions before = QFile::permissions(m_home->path());
        QVERIFY(QFile::setPermissions(m_home->path(), QFile::ReadOwner | QFile::ExeOwner));
        const bool first = Window(read()).options.name == QLatin1String("desk");
        const Window held(read());
        const bool second = Window(read()).view.isOthers;
        QVERIFY(QFile::setPermissions(m_home->path(), before));
        QVERIFY(first && second && !held.view.isOthers);
    }

    /// Opening it would wait for somebody who writes.
    void aPipeInThePlaceOfTheFileHoldsNobodyUp()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(file()).constData(), S_IRUSR | S_IWUSR), 0);
        Window window(read());
        QVERIFY(window.options.name.isEmpty());
        window.settings.setName(1, QStringLiteral("desk"));
        QVERIFY2(window.problem.contains(QLatin1String("cannot be written")), qPrintable(window.problem));
    }

    void aNameThatAnotherNodeHasIsAskedForAgain()
    {
        Window(read()).settings.setName(1, QStringLiteral("desk"));
        Window window(read());
        QSignalSpy wanted(&window.settings, &WindowSettings::nameWanted);
        window.settings.setName(2, QStringLiteral("desk"));
        QCOMPARE(wanted.count(), 0); // it has it
        window.settings.setNameBusy();
        window.settings.requestView();
        QVERIFY(window.view.nameIsBusy && window.view.name.chosen == QLatin1String("desk"));
        window.settings.setName(3, QStringLiteral("desk"));
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!window.view.nameIsBusy);
    }

    void aWindowToWhichAllIsGivenLeavesThemToAnotherOne()
    {
        const Window given(read({QStringLiteral("--name"), QStringLiteral("lamp"),
                                 QStringLiteral("--http-port"), QStringLiteral("4200")}));
        QVERIFY(!Window(read()).view.isOthers);
    }

    void aProgramWithoutAWindowHasNone()
    {
        Window(read()).settings.setName(1, QStringLiteral("desk"));
        QVERIFY(Window(read({}, false)).options.name.isEmpty());
    }

    void theRulesAreThoseOfTheOptions_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("good");
        QTest::newRow("a name") << "--name"
                                << "Küche, oben" << true;
        QTest::newRow("64 characters") << "--name" << QString(64, u'x') << true;
        QTest::newRow("65 characters") << "--name" << QString(65, u'x') << false;
        QTest::newRow("a name of two lines") << "--name"
                                             << "one\ntwo" << false;
        QTest::newRow("any port") << "--http-port"
                                  << "0" << true;
        QTest::newRow("the last port") << "--http-port"
                                       << "65535" << true;
        QTest::newRow("one more") << "--http-port"
                                  << "65536" << false;
        QTest::newRow("no port") << "--http-port"
                                 << "-1" << false;
        QTest::newRow("no number") << "--http-port"
                                   << "http" << false;
    }
    void theRulesAreThoseOfTheOptions()
    {
        QFETCH(const QString, option);
        QFETCH(const QString, value);
        QFETCH(const bool, good);
        const auto byOption = readOptions({QStringLiteral("everbounce"), option, value}, true);
        QCOMPARE(byOption.options.has_value(), good);
        Window window(read());
        if (option == QLatin1String("--name"))
            window.settings.setName(1, value);
        else
            window.settings.setPort(1, value);
        QCOMPARE(window.problem.isEmpty(), good);
        QCOMPARE(QFile::exists(file()), good);
    }

    void whatSomebodyWroteIntoTheFileIsCheckedAsWell()
    {
        {
            QSettings settings(file(), QSettings::IniFormat);
            settings.setValue(QStringLiteral(".window/name"), QString(65, u'x'));
            settings.setValue(QStringLiteral(".window/port"), QStringLiteral("many"));
        }
        const Window window(read());
        QVERIFY(window.options.name.isEmpty());
        QVERIFY(!window.options.httpPort);
    }

    void whatTheNodeRefusesIsNotRemembered()
    {
        WindowSettings settings;
        Options options = read();
        settings.fillIn(options);
        connect(&settings, &WindowSettings::portWanted, &settings,
                [&] { settings.conclude(QStringLiteral("Port 4123 is in use.")); });
        QSignalSpy concluded(&settings, &WindowSettings::concluded);
        settings.setPort(7, QStringLiteral("4123"));
        QCOMPARE(concluded.value(0), (QVariantList{7ULL, QStringLiteral("Port 4123 is in use."), false}));
        QVERIFY(!QFile::exists(file()));
    }
};

QTEST_GUILESS_MAIN(TestWindowSettings)
#include "tst_window_settings.moc"
