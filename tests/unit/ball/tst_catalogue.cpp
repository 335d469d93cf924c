// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/Catalogue.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <sys/stat.h>
#include <unistd.h>

using namespace everbounce;

namespace {

constexpr auto kScript = "function next(s) { return s; }";

/// A catalogue over a directory of its own, with a diary of its remarks.
struct Desk
{
    QTemporaryDir root;
    Catalogue catalogue;
    QStringList remarks;

    Desk()
    {
        QObject::connect(&catalogue, &Catalogue::remark, &catalogue,
                         [this](const QString &sentence) { remarks.append(sentence); });
    }

    QString path(const QString &name) const { return root.filePath(name); }

    void put(const QString &name, const QByteArray &content)
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", qPrintable(file.errorString()));
    }

    QStringList shown() const
    {
        QStringList names;
        for (const CatalogueEntry &entry : catalogue.entries())
            names.append(entry.shownName);
        return names;
    }

    bool has(const QString &name) const { return shown().contains(name); }

    QByteArray sourceOf(const QString &name)
    {
        const auto found = catalogue.find(name);
        const auto *const code = std::get_if<BehaviorCode>(&found);
        return code ? code->source : QByteArray();
    }

    QString problemOf(const QString &name)
    {
        const auto found = catalogue.find(name);
        const auto *const problem = std::get_if<QString>(&found);
        return problem ? *problem : QString();
    }

    bool remarked(const char *words) const { return remarks.join(u'\n').contains(QLatin1String(words)); }
};

QString name(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsWhatIsBuiltInAndTheMissingOne()
    {
        Desk desk;
        QCOMPARE(desk.shown(),
                 (QStringList{name("MirrorJump"), name("RandomRebound"), name("NonExistentBehavior")}));
        QCOMPARE(std::get<BehaviorCode>(desk.catalogue.find(name("MirrorJump"))).kind,
                 BehaviorCode::Kind::Builtin);
    }

    void saysWhyThereIsNone()
    {
        Desk desk;
        QCOMPARE(desk.problemOf(name("NonExistentBehavior")),
                 name("NonExistentBehavior is not on this node."));
        QCOMPARE(desk.problemOf(name("Foo")), name("Foo is not on this node."));
        QVERIFY(std::holds_alternative<QString>(desk.catalogue.find(BehaviorRef{name("Foo"), "abc"})));
    }

    void ordersByKindThenName()
    {
        Desk desk;
        desk.put(name("b/Zebra.js"), kScript);
        desk.put(name("a/Ant.js"), kScript);
        desk.catalogue.watch({desk.path(name("b")), desk.path(name("a"))});
        QCOMPARE(desk.shown(), (QStringList{name("MirrorJump"), name("RandomRebound"), name("Ant"),
                                            name("Zebra"), name("NonExistentBehavior")}));
        QCOMPARE(desk.sourceOf(name("Ant")), QByteArray(kScript));
        QVERIFY(desk.remarks.isEmpty());
    }

    void seesFilesComeChangeAndGo()
    {
        Desk desk;
        desk.catalogue.watch({desk.root.path()});
        QSignalSpy changed(&desk.catalogue, &Catalogue::changed);
        desk.put(name("Foo.js"), kScript);
        QVERIFY(changed.wait(1000));
        QVERIFY(desk.has(name("Foo")));

        desk.put(name("Foo.js"), "function next(s) { return 1; }");
        QVERIFY(changed.wait(1000));
        QCOMPARE(desk.sourceOf(name("Foo")), QByteArray("function next(s) { return 1; }"));
        QVERIFY(desk.has(name("Foo")));

        QVERIFY(QFile::remove(desk.path(name("Foo.js"))));
        QVERIFY(changed.wait(1000));
        QVERIFY(!desk.has(name("Foo")));
        QVERIFY(desk.remarks.isEmpty());
    }

    void readsAPartlyWrittenFileAgain()
    {
        Desk desk;
        desk.catalogue.watch({desk.root.path()});
        QFile file(desk.path(name("Foo.js")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        file.write("function next(s) { return s; } // \xc3");
        QTest::qWait(200); // long enough for it to be read as it is
        QVERIFY(!desk.has(name("Foo")));
        file.write("\xa9");
        QTRY_VERIFY_WITH_TIMEOUT(desk.has(name("Foo")), 1000);
        file.write(" more");
        QTRY_VERIFY_WITH_TIMEOUT(desk.sourceOf(name("Foo")).endsWith("more"), 1000);
        QVERIFY(desk.remarks.isEmpty());
    }

    void takesAFileThatReplacesAnother()
    {
        Desk desk;
        desk.put(name("Foo.js"), kScript);
        desk.catalogue.watch({desk.root.path()});
        for (const char *source : {"// 1", "// 2", "// 3"}) {
            desk.put(name("Foo.tmp"), source);
            QCOMPARE(::rename(qPrintable(desk.path(name("Foo.tmp"))), qPrintable(desk.path(name("Foo.js")))),
                     0);
            QTRY_COMPARE_WITH_TIMEOUT(desk.sourceOf(name("Foo")), QByteArray(source), 1000);
        }
    }

    void followsADirectoryThatComesAndGoes()
    {
        Desk desk;
        const QString directory = desk.path(name("some/where"));
        desk.catalogue.watch({directory});
        for (int round = 0; round < 2; ++round) {
            desk.put(name("some/where/Foo.js"), kScript);
            QTRY_VERIFY_WITH_TIMEOUT(desk.has(name("Foo")), 1000);
            QVERIFY(QDir(desk.path(name("some"))).removeRecursively());
            QTRY_VERIFY_WITH_TIMEOUT(!desk.has(name("Foo")), 1000);
        }
    }

    void leavesOutWhatIsNoBehavior_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *file, const QByteArray &content, const char *words) {
            QTest::newRow(file) << name(file) << content << name(words);
        };
        row("9lives.js", kScript, "its name");
        row("with space.js", kScript, "its name");
        row("Two.dots.js", kScript, "its name");
        row("MirrorJump.js", kScript, "reserved for a built-in");
        row("NonExistentBehavior.js", kScript, "reserved for a built-in");
        row("Large.js", QByteArray(64 * 1024 + 1, ' '), "64 KiB");
        row("Latin1.js", "// \xe9\n", "UTF-8");
        row("Empty.js", "", "empty");
        row("Native.so", "no ELF at all", "not a Qt plugin");
    }

    void leavesOutWhatBlocksOrLeadsElsewhere()
    {
        // A node that opened one of these as usual would stand still, or hand a stranger's file to all
        // others.
        Desk desk;
        const auto encoded = [&](const char *file) { return QFile::encodeName(desk.path(name(file))); };
        for (const char *file : {"Pipe.js", "Pipe.so"})
            QCOMPARE(::mkfifo(encoded(file).constData(), 0600), 0);
        QVERIFY(QDir(desk.root.path()).mkpath(QStringLiteral("Folder.js/deep")));
        desk.put(QStringLiteral("Folder.js/deep/Text.js"), kScript);
        QTemporaryDir elsewhere;
        QVERIFY(QFile::copy(desk.path(QStringLiteral("Folder.js/deep/Text.js")),
                            elsewhere.filePath(QStringLiteral("Text.js"))));
        const QByteArray outside = QFile::encodeName(elsewhere.filePath(QStringLiteral("Text.js")));
        for (const auto &[file, target] : {std::pair{"Shadow.js", QByteArray("/etc/shadow")},
                                           {"Nothing.js", "/dev/null"},
                                           {"Endless.js", "/dev/zero"},
                                           {"ToPipe.js", "Pipe.js"},
                                           {"Outside.js", outside},
                                           {"Outside.so", outside},
                                           {"Inside.js", "Folder.js/deep/Text.js"}})
            QCOMPARE(::symlink(target.constData(), encoded(file).constData()), 0);
        desk.catalogue.watch({desk.root.path()});
        QTRY_COMPARE_WITH_TIMEOUT(desk.remarks.size(), 8, 3000);
        for (const char *file : {"Pipe.js", "Pipe.so", "Shadow.js", "Nothing.js", "Endless.js", "ToPipe.js",
                                 "Outside.js", "Outside.so"})
            QVERIFY2(desk.remarked(file), file);
        QCOMPARE(desk.shown().size(), 4);
        QVERIFY(desk.has(QStringLiteral("Inside"))); // a link that stays within
        QCOMPARE(desk.catalogue.ownScripts().size(), std::size_t(1));
        // And as the node runs.
        QVERIFY(QFile::remove(desk.path(QStringLiteral("Inside.js"))));
        QCOMPARE(::mkfifo(encoded("Inside.js").constData(), 0600), 0);
        QTRY_VERIFY(!desk.has(QStringLiteral("Inside")));
        desk.put(QStringLiteral("Late.js"), kScript);
        QTRY_VERIFY(desk.has(QStringLiteral("Late")));
    }

    void leavesOutWhatIsNoBehavior()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, content);
        QFETCH(QString, words);
        Desk desk;
        desk.put(file, content);
        desk.catalogue.watch({desk.root.path()});
        QTRY_COMPARE_WITH_TIMEOUT(desk.remarks.size(), 1, 3000);
        QVERIFY2(desk.remarks.first().contains(words), qPrintable(desk.remarks.first()));
        QVERIFY(desk.remarks.first().contains(file));
        QCOMPARE(desk.shown().size(), 3);
    }

    void takesTheLargestAndTheLongest()
    {
        Desk desk;
        desk.put(QString(63, u'a') + name(".js"), QByteArray(64 * 1024, ' '));
        desk.put(QString(64, u'b') + name(".js"), kScript);
        desk.catalogue.watch({desk.root.path()});
        QVERIFY(desk.has(QString(63, u'a')));
        QVERIFY(!desk.has(QString(64, u'b')));
    }

    void takesNoMoreThan256Scripts()
    {
        Desk desk;
        for (int i = 0; i < 258; ++i)
            desk.put(QStringLiteral("S%1.js").arg(i, 3, 10, QLatin1Char('0')), "// " + QByteArray::number(i));
        desk.catalogue.watch({desk.root.path()});
        QCOMPARE(desk.shown().size(), 256 + 3);
        QCOMPARE(desk.remarks.size(), 2);
        QVERIFY(desk.remarked("S256.js") && desk.remarked("S257.js") && desk.remarked("256 scripts"));
    }

    void manyFilesThatAreNoBehaviorsAreReportedInFewSentences()
    {
        Desk desk;
        const QString folder = QStringLiteral("50%3"); // no place for a part of the sentence
        const auto file = [&folder](int i) {
            return folder + u'/' + QString::number(i).rightJustified(4, u'0') + QStringLiteral(".js");
        };
        for (int i = 0; i < 1100; ++i)
            desk.put(file(i), kScript);
        desk.put(folder + QStringLiteral("/Unseen.js"), kScript);
        desk.catalogue.watch({desk.path(folder)});
        QTRY_VERIFY_WITH_TIMEOUT(desk.remarked("Files left out besides these: 1015."), 30'000);
        QCOMPARE(desk.remarks.size(), 11);
        QVERIFY(
            desk.remarks.first().startsWith(desk.path(folder) + QLatin1String(" has more than 1024 files")));
        QVERIFY(desk.remarks.first().contains(QLatin1String("those after 1023.js")));
        QVERIFY(!desk.has(name("Unseen")));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(QFile::remove(desk.path(file(i))));
        QTRY_VERIFY(desk.has(name("Unseen")));
    }

    void anEmptyDirectoryNameIsNone()
    {
        Desk desk;
        desk.catalogue.watch({QString()});
        QCOMPARE(desk.shown().size(), 3);
    }

    void keepsTwoScriptsOfOneNameApart()
    {
        Desk desk;
        desk.put(name("a/Foo.js"), "// one");
        desk.put(name("b/Foo.js"), "// two");
        desk.catalogue.watch({desk.path(name("a")), desk.path(name("b"))});
        QStringList foos;
        for (const CatalogueEntry &entry : desk.catalogue.entries()) {
            if (entry.conflict)
                foos.append(entry.shownName);
        }
        QCOMPARE(foos.size(), 2);
        QVERIFY(foos[0].startsWith(name("Foo#")) && foos[0].size() == 12);
        QCOMPARE((QSet<QByteArray>{desk.sourceOf(foos[0]), desk.sourceOf(foos[1])}),
                 (QSet<QByteArray>{"// one", "// two"}));
        for (const QString &foo : foos)
            QVERIFY(desk.problemOf(name("Foo")).contains(foo));
        for (const CatalogueEntry &entry : desk.catalogue.entries())
            QCOMPARE(desk.catalogue.shownName(entry.ref), entry.shownName);
        const BehaviorRef gone{name("Foo"), QByteArray(64, 'a')}; // it may still fly
        QCOMPARE(desk.catalogue.shownName(gone), name("Foo#aaaaaaaa"));
        QCOMPARE(desk.remarks.size(), 1);

        QVERIFY(QFile::remove(desk.path(name("b/Foo.js"))));
        QTRY_COMPARE_WITH_TIMEOUT(desk.sourceOf(name("Foo")), QByteArray("// one"), 1000);
        QCOMPARE(desk.remarks.size(), 1);
        QCOMPARE(desk.catalogue.shownName({name("Bar"), QByteArray(64, 'a')}), name("Bar"));
    }

    void isOneScriptWhereTheTextIsTheSame()
    {
        Desk desk;
        desk.put(name("a/Foo.js"), kScript);
        desk.put(name("b/Foo.js"), kScript);
        desk.catalogue.watch({desk.path(name("a")), desk.path(name("b"))});
        QCOMPARE(desk.shown().count(name("Foo")), 1);
        QVERIFY(desk.remarks.isEmpty());
    }

    void findsAScriptByItsHashAfterItsFileHasGone()
    {
        Desk desk;
        desk.put(name("Foo.js"), kScript);
        desk.catalogue.watch({desk.root.path()});
        const BehaviorRef ref = std::get<BehaviorRef>(desk.catalogue.resolve(name("Foo")));
        QVERIFY(QFile::remove(desk.path(name("Foo.js"))));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.has(name("Foo")), 1000);
        QCOMPARE(std::get<BehaviorCode>(desk.catalogue.find(ref)).source, QByteArray(kScript));
        QVERIFY(!desk.problemOf(name("Foo")).isEmpty());
    }

    void forgetsTheLeastUsedOfWhatHasGone()
    {
        SeenScripts seen;
        const ScriptText used = makeScript(name("Used"), "// used");
        const ScriptText idle = makeScript(name("Idle"), "// idle");
        seen.add(used);
        seen.add(idle);
        for (int i = 0; i < 70; ++i) {
            QVERIFY(seen.find(used.ref));
            seen.add(
                makeScript(name("Large"), QByteArray(maxScriptBytes - 2, ' ') + QByteArray::number(10 + i)));
        }
        QVERIFY(seen.find(used.ref));
        QVERIFY(!seen.find(idle.ref));
    }

    void showsWhatWasCarriedAsNew()
    {
        Desk desk;
        desk.put(name("Own.js"), kScript);
        desk.catalogue.watch({desk.root.path()});
        desk.catalogue.setCarriedScripts(
            {makeScript(name("Other"), kScript), makeScript(name("Own"), kScript)});
        for (const CatalogueEntry &entry : desk.catalogue.entries())
            QCOMPARE(entry.isNew, entry.shownName == name("Other"));
        QCOMPARE(desk.shown().count(name("Own")), 1);
    }

    void aFileOfTheFutureIsReadAndToldOnce()
    {
        Desk desk;
        desk.put(name("Empty.js"), {});
        desk.put(name("Good.js"), kScript);
        // The wall clock was set back by an hour.
        BehaviorFiles files(nullptr, [] { return QDateTime::currentDateTime().addSecs(-3600); });
        QSignalSpy remarks(&files, &BehaviorFiles::remark);
        files.watch({desk.root.path()});
        QCOMPARE(remarks.size(), 1);
        QCOMPARE(files.scripts().size(), 1u);
        for (const QTimer *timer : files.findChildren<QTimer *>())
            QVERIFY(!timer->isActive()); // it will not be looked at again
        const QByteArray read = files.scripts().front().source;
        desk.put(name("Later.js"), kScript);
        QTRY_COMPARE(files.scripts().size(), 2u);
        QVERIFY(files.scripts().front().source.constData() == read.constData()); // the very same bytes
        QCOMPARE(remarks.size(), 1);
    }

    void aClockThatStandsStillKeepsNoFileYoung()
    {
        Desk desk;
        desk.put(name("Empty.js"), {});
        const QDateTime then = QFileInfo(desk.path(name("Empty.js"))).metadataChangeTime();
        BehaviorFiles files(nullptr, [then] { return then; });
        QSignalSpy remarks(&files, &BehaviorFiles::remark);
        files.watch({desk.root.path()});
        QVERIFY(remarks.isEmpty()); // it may be in the making
        QTRY_COMPARE(remarks.size(), 1);
        for (const QTimer *timer : files.findChildren<QTimer *>())
            QVERIFY(!timer->isActive());
    }

    void scriptsDescribeThemselves_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("madeToFail");
        const auto row = [](const char *name, const QByteArray &script, const char *text,
                            bool fails = false) {
            QTest::newRow(name) << script << QString::fromUtf8(text) << fails;
        };
        row("a line", "// Falls.\nfunction", "Falls.");
        row("its first sentence", "// falls, like 1.5 stones. And more.\n", "Falls, like 1.5 stones.");
        row("over two lines", "// Falls\n// and bounces.\n", "Falls and bounces.");
        row("after a licence", "// SPDX-License-Identifier: GPL-3.0-or-later\n//\n// Falls.\n", "Falls.");
        row("its first paragraph", "// Falls\n\n// Never.\n", "Falls");
        row("a block", "\n/*\n * Falls.\n */\nfunction", "Falls.");
        row("a block on one line", "/** Falls. */\n", "Falls.");
        row("made to fail", "// Made to fail: never answers.\n", "Never answers.", true);
        row("with harmful characters", "// Falls\x07 \xe2\x80\xae.\n", "Falls? ?.");
        row("a long one", "// a" + QByteArray(" bbbb").repeated(100),
            QByteArray("A" + QByteArray(" bbbb").repeated(31) + "…").constData());
        row("a long word", "// " + QByteArray(1000, 'a'),
            QByteArray("A" + QByteArray(158, 'a') + "…").constData());
        row("none", "function next() {} // Falls.\n", "");
        row("nothing", "", "");
    }

    void scriptsDescribeThemselves()
    {
        QFETCH(QByteArray, script);
        const BehaviorDescription found = descriptionOf(script);
        QTEST(found.text, "text");
        QTEST(found.madeToFail, "madeToFail");
    }

    void readsAtOnceWhenAsked()
    {
        Desk desk;
        desk.catalogue.watch({desk.root.path()});
        desk.put(QStringLiteral("Drift.js"), kScript);
        desk.catalogue.refresh();
        QVERIFY(desk.has(QStringLiteral("Drift")));
    }
};

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
