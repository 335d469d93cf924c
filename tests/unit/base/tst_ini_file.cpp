// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/IniFile.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSize>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace everbounce;

/// Promises of the files in which people's settings are kept.
class TestIniFile : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;

    QString path() const { return m_home->filePath(QStringLiteral("deep/settings.ini")); }
    QVariant value(const QString &key) const { return QSettings(path(), QSettings::IniFormat).value(key); }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void whatIsWrittenIsReadByQt_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        const auto row = [](const char *name, const char *key, const QVariant &value) {
            QTest::newRow(name) << QString::fromUtf8(key) << value;
        };
        const auto text = [](const char *value) { return QVariant(QString::fromUtf8(value)); };
        row("plain", "share", text("on"));
        row("empty", "share", text(""));
        row("in a group", ".window/name", text("desk"));
        row("in a group of a group", "a/b/c", text("x"));
        row("a group of a name that is taken", "General/x", text("1"));
        row("a group of letters", "Küche, oben:4000/listen", text("lan"));
        row("a key beyond eight bits", "房間/x y", text("1"));
        row("signs", "x", text("a;b,c=d\"e\\f#g %41 \\x41"));
        row("lines", "x",
            text("one\ntwo\tthree\x01"
                 "bc\r"));
        row("letters", "x", text("Küche 房間 🙂"));
        row("a mark", "x", text("@Size(1 2)"));
        row("spaces", "x", text("  a  "));
        row("a list", "x", QStringList{QStringLiteral("a, b"), QStringLiteral("@c"), QStringLiteral("d")});
        row("a size", "size", QSize(800, 600));
    }
    void whatIsWrittenIsReadByQt()
    {
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        QCOMPARE(changeIniFile(path(), {{key, value}, {QStringLiteral("other"), true}}), QString());
        QCOMPARE(this->value(key), value);
        QCOMPARE(this->value(QStringLiteral("other")).toBool(), true);
        QCOMPARE(QSettings(path(), QSettings::IniFormat).allKeys().size(), 2);
        // And once more, from what is read.
        QCOMPARE(changeIniFile(path(), {{QStringLiteral("other"), {}}}), QString());
        QCOMPARE(this->value(key), value);
        QCOMPARE(QSettings(path(), QSettings::IniFormat).allKeys(), QStringList{key});
    }

    void whatQtWroteIsKept()
    {
        const QStringList keys{QStringLiteral("Küche/share"), QStringLiteral("plain"),
                               QStringLiteral("desk:4000/x")};
        {
            QSettings settings(path(), QSettings::IniFormat);
            for (const QString &key : keys)
                settings.setValue(key, QStringLiteral("value of ") + key);
        }
        QCOMPARE(changeIniFile(path(), {{QStringLiteral("new"), 7}}), QString());
        for (const QString &key : keys)
            QCOMPARE(value(key).toString(), QStringLiteral("value of ") + key);
        QCOMPARE(value(QStringLiteral("new")).toInt(), 7);
    }

    void whereNothingCanBeWrittenItStaysAsItIsAndThatIsSaid()
    {
        QCOMPARE(changeIniFile(path(), {{QStringLiteral("share"), true}}), QString());
        const QByteArray before = content();
        QVERIFY(!before.isEmpty());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit usual{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &usual), 0);
        const rlimit none{0, usual.rlim_max}; // files can be created, but take nothing: as on a full disk
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &none), 0);
        const QString problem = changeIniFile(path(), {{QStringLiteral("share"), false}});
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &usual), 0);
        QVERIFY2(problem.contains(QLatin1String("written")), qPrintable(problem));
        QCOMPARE(content(), before);
        QCOMPARE(QDir(m_home->filePath(QStringLiteral("deep"))).entryList(QDir::Files).size(), 1);
    }

    void aPipeInItsPlaceHoldsNobodyUp()
    {
        QVERIFY(QDir().mkpath(m_home->filePath(QStringLiteral("deep"))));
        QCOMPARE(::mkfifo(QFile::encodeName(path()).constData(), S_IRUSR | S_IWUSR), 0);
        QVERIFY(!changeIniFile(path(), {{QStringLiteral("share"), true}}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestIniFile)
#include "tst_ini_file.moc"
