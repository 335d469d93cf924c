// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/digits/PairingEnd.h"
#include "engine/viewer/words/SentenceWords.h"
#include "gui/window/Language.h"
#include "tests/qml/Desktop.h"

#include <QRegularExpression>
#include <QTemporaryDir>

using namespace everbounce;

/// Promises of the window in German.
class TestGerman : public QObject
{
    Q_OBJECT

    static void choose(const Desktop &desktop, const char *language)
    {
        const auto *console = desktop.window.window()->property("models").value<Console *>();
        QVERIFY(console);
        auto *memory = console->memory;
        memory->setLanguage(QLatin1String(language));
    }

    static void collectTexts(const QQuickItem *item, QStringList &texts)
    {
        if (item->inherits("QQuickText") && item->isVisible())
            texts << item->property("text").toString();
        for (const QQuickItem *child : item->childItems())
            collectTexts(child, texts);
    }

private Q_SLOTS:
    void theFirstLanguageThatIsSpokenIsTaken_data()
    {
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QString>("spoken");
        QTest::newRow("Austria") << QStringList{QStringLiteral("de-AT"), QStringLiteral("en")}
                                 << QStringLiteral("de");
        QTest::newRow("French, then German")
            << QStringList{QStringLiteral("fr-FR"), QStringLiteral("de-Latn-DE")} << QStringLiteral("de");
        QTest::newRow("a choice before the system's")
            << QStringList{QStringLiteral("en"), QStringLiteral("de-DE")} << QStringLiteral("en");
        QTest::newRow("none") << QStringList{QStringLiteral("system"), QStringLiteral("C")}
                              << QStringLiteral("en");
    }
    void theFirstLanguageThatIsSpokenIsTaken()
    {
        QFETCH(const QStringList, wanted);
        QTEST(spokenOf(wanted), "spoken");
    }

    void everythingChangesAtOnce()
    {
        const Desktop desktop(standingAt(0));
        QTRY_VERIFY(desktop.withText(QStringLiteral("Flight recorder")));
        choose(desktop, "de");
        // Of QML, of models that keep their rows, of the cluster's state, and of viewer/.
        for (const char *text : {"Flugschreiber", "Amtszeit", "Abschuss", "Anstoßen", "Absturz", "Inhaber",
                                 "hält die Lease", "eingebaut", "Verbunden mit alpha:4000"})
            QTRY_VERIFY2(desktop.withText(QString::fromUtf8(text)), text);
        choose(desktop, "en");
        for (const char *text : {"Flight recorder", "Term", "Crash", "built in"})
            QTRY_VERIFY2(desktop.withText(QLatin1String(text)), text);
    }

    void noEnglishIsLeft()
    {
        const Desktop desktop(standingAt(0));
        QStringList english;
        QTRY_VERIFY(desktop.withText(QStringLiteral("Flight recorder")));
        collectTexts(desktop.window.window()->contentItem(), english);
        choose(desktop, "de");
        QTRY_VERIFY(desktop.withText(QStringLiteral("Flugschreiber")));
        const auto isLeft = [&](const QString &text) {
            QStringList german;
            collectTexts(desktop.window.window()->contentItem(), german);
            return german.contains(text);
        };
        for (const QString &text : std::as_const(english)) {
            const bool isSentence = text.size() > 12 && text.contains(u' ');
            QTRY_VERIFY2(!isSentence || !isLeft(text), qPrintable(text));
        }
    }

    /// The names of its lanes are drawn, and stay for as long as the drawing does.
    void theRecorderIsDrawnAnew()
    {
        const Desktop desktop(standingAt(0));
        desktop.resize({1280, 800});
        QTRY_VERIFY(desktop.item("recorder"));
        const auto names = [&] {
            QRectF lanes = Desktop::rect(desktop.item("recorder"));
            lanes.setWidth(60);
            lanes.setHeight(lanes.height() - 20); // below them is time, which goes on
            return desktop.window.window()->grabWindow().copy(lanes.toAlignedRect());
        };
        desktop.settle();
        const QImage english = names();
        choose(desktop, "de");
        QTRY_VERIFY(names() != english);
        choose(desktop, "en");
        QTRY_COMPARE(names(), english);
    }

    void theStripIsOneRow_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(1280, 720), QSize(1366, 768), QSize(1920, 1080)})
            QTest::addRow("%d", size.width()) << size;
    }
    void theStripIsOneRow()
    {
        QFETCH(QSize, size);
        const Desktop desktop(standingAt(0));
        choose(desktop, "de");
        desktop.resize(size);
        QTRY_VERIFY(desktop.withText(QStringLiteral("Anstoßen")));
        desktop.settle();
        const QRectF strip = Desktop::rect(desktop.item("faultStrip"));
        QTRY_COMPARE(desktop.item("faultStrip")->height(), desktop.item("nudge")->height());
        QVERIFY(Desktop::rect(desktop.item("chaos")).right() <= strip.right() + 0.5);
    }

    void aSmallCardHasRoomForItsNameAndState()
    {
        Desktop desktop(standingAt(0));
        choose(desktop, "de");
        desktop.cluster.run([](FakeNode &node) {
            ClusterView view = threeNodes();
            for (quint64 id = 4; id <= 8; ++id)
                view.nodes.append({.id = {id}, .name = QStringLiteral("hut-%1:4000").arg(id)});
            view.nodes[4].state = NodeInfo::State::Suspect;
            node.publish(view);
        });
        desktop.resize({1280, 720});
        QTRY_VERIFY(desktop.withText(QStringLiteral("hut-5:4000")));
        QQuickItem *name = desktop.withText(QStringLiteral("hut-5:4000"));
        QTRY_VERIFY2(!name->property("truncated").toBool(), qPrintable(QString::number(name->width())));
        QTRY_VERIFY(desktop.withText(QStringLiteral("verstummt")));
        const QQuickItem *state = desktop.withText(QStringLiteral("verstummt"));
        const QRectF notes = Desktop::rect(state->parentItem());
        QVERIFY(notes.contains(Desktop::rect(state).adjusted(0, 1, 0, -1)));
        QCOMPARE(state->property("lineCount").toInt(), 1);
    }

    void noWordIsBroken_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("laptop") << QSize(1280, 800);
        QTest::newRow("half a screen") << QSize(720, 800);
        QTest::newRow("phone") << QSize(400, 800);
        QTest::newRow("smallest") << QSize(360, 640);
    }
    void noWordIsBroken()
    {
        QFETCH(QSize, size);
        Desktop desktop(standingAt(0));
        choose(desktop, "de");
        desktop.cluster.run([](FakeNode &node) {
            ClusterView view = threeNodes();
            view.lease.term = 29'410;
            view.revision = 1'234;
            node.publish(view);
        });
        desktop.resize(size);
        QTRY_VERIFY(desktop.withText(QStringLiteral("29410")));
        desktop.settle();
        QList<QQuickItem *> words; // names may be broken: they can be as long as one likes
        Desktop::collect(
            desktop.window.window()->contentItem(),
            [](const QQuickItem *item) {
                static const QRegularExpression word(QStringLiteral("^\\w+$"),
                                                     QRegularExpression::UseUnicodePropertiesOption);
                return item->inherits("QQuickText") && item->isVisible() &&
                       word.match(item->property("text").toString()).hasMatch();
            },
            words);
        QVERIFY(words.size() > 10);
        for (const QQuickItem *word : std::as_const(words))
            QVERIFY2(word->property("lineCount").toInt() == 1 && !word->property("truncated").toBool(),
                     qPrintable(word->property("text").toString()));
    }

    /// Wherever it is shown; and in English again, once that is wanted.
    void whatNodesSayIsToldInGerman_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("german");
        const auto add = [](const char *english, const char *german) {
            QTest::newRow(english) << QString::fromUtf8(english) << QString::fromUtf8(german);
        };
        add("2 nodes are named beta; give each a name of its own with --name",
            "2 Knoten heißen beta: jedem mit --name einen eigenen Namen geben");
        add("etcd, electing a leader", "etcd, ein führendes Mitglied wird gewählt");
        add("Survived 3 of 4  Killing beta", "3 von 4 überstanden  beta wird abgeschossen");
        add("Killing gamma: the ball stood still", "gamma wird abgeschossen: Der Ball stand still");
        add("Wind failed: line 3: Error: beta is gone.", "Wind hat versagt: Zeile 3: Error: beta is gone.");
        add("beta joined", "beta ist beigetreten");
    }
    void whatNodesSayIsToldInGerman()
    {
        QFETCH(const QString, english);
        QFETCH(const QString, german);
        Desktop desktop(standingAt(0));
        choose(desktop, "de");
        desktop.cluster.run([](FakeNode &node) {
            ClusterView view = threeNodes();
            view.warnings << QStringLiteral(
                "2 nodes are named beta; give each a name of its own with --name");
            view.coordination.summary = QStringLiteral("etcd, electing a leader");
            view.chaos.on = true;
            view.chaos.summary = QStringLiteral("Survived 3 of 4");
            view.chaos.news = QStringLiteral("Killing beta");
            view.chaos.misses << QStringLiteral("Killing gamma: the ball stood still");
            view.behaviors << BehaviorInfo{.name = QStringLiteral("Wind"),
                                           .quarantined = true,
                                           .problem =
                                               QStringLiteral("Wind failed: line 3: Error: beta is gone.")};
            node.publish(view);
            node.emitEvent(EventView::Level::Info, QStringLiteral("beta joined"));
        });
        QTRY_VERIFY(desktop.withText(german));
        QVERIFY(!desktop.withText(english));
        choose(desktop, "en");
        QTRY_VERIFY(desktop.withText(english));
    }

    void anEventIsFoundByWhatIsRead()
    {
        Desktop desktop(standingAt(0));
        choose(desktop, "de");
        desktop.cluster.run(
            [](FakeNode &node) { node.emitEvent(EventView::Level::Info, QStringLiteral("beta joined")); });
        auto *log = desktop.window.window()->property("models").value<Console *>()->log;
        QTRY_COMPARE(log->property("count").toInt(), 1);
        log->setWords(QStringLiteral("beigetreten"));
        QCOMPARE(log->property("count").toInt(), 1);
        log->setWords(QStringLiteral("joined"));
        QCOMPARE(log->property("count").toInt(), 0);
    }

    void aRefusalAndAFailoverAreToldInGerman()
    {
        Desktop desktop(standingAt(0));
        choose(desktop, "de");
        const auto *console = desktop.window.window()->property("models").value<Console *>();
        desktop.cluster.run([](FakeNode &node) {
            node.refuseWith(
                CommandResult::refused(409, QStringLiteral("That node does not run the engine.")));
        });
        console->commands->nudge();
        QTRY_VERIFY(desktop.withText(QStringLiteral("Auf diesem Knoten läuft die Engine nicht.")));
        FailoverView view{.headline = QStringLiteral("alpha ended, and beta took over.")};
        view.held = 1.5;
        view.lines = {{1.5, QStringLiteral("beta holds the lease, under term 7.")}};
        console->failover->ask(7);
        console->failover->take(7, view);
        QCOMPARE(console->failover->headline(),
                 QStringLiteral("alpha hat geendet, und beta hat übernommen."));
        QCOMPARE(console->failover->sentences(),
                 QStringList(QStringLiteral("beta hält die Lease, in Amtszeit 7.")));
        QCOMPARE(console->failover->drawn(), QStringLiteral("Dieses Fenster war da nicht zu sehen."));
        const QString drawing = console->failover->drawing(false).toString();
        const QByteArray svg = QByteArray::fromBase64(drawing.section(u',', 1).toLatin1());
        QVERIFY2(svg.contains("1,5 ms: hält die Lease"), svg.constData());
    }

    /// They come from the node, and are known by their words.
    void howPairingEndsIsTold()
    {
        const Desktop desktop(standingAt(0));
        choose(desktop, "de");
        const QString known = QStringLiteral("The other node has joined.");
        QTRY_VERIFY(words::sentenceOf(known) != known);
        using End = PairingEnd;
        for (const End end :
             {End::Joined, End::Unknown, End::Used, End::Expired, End::Withdrawn, End::NotInviting, End::Busy,
              End::TooMany, End::Declined, End::DeclinedHere, End::TimedOut, End::Given, End::Broken}) {
            for (const QString &sentence : {sentenceForNewcomer(end), sentenceForInviter(end)}) {
                QVERIFY2(words::sentenceOf(sentence) != sentence, qPrintable(sentence));
            }
        }
    }

    void aChoiceIsRemembered()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.ini"));
        WindowMemory(true, file).setLanguage(QStringLiteral("de"));
        QCOMPARE(WindowMemory(true, file).language(), QStringLiteral("de"));
        WindowMemory(true, file).setLanguage(QStringLiteral("fr"));
        QCOMPARE(WindowMemory(true, file).language(), QStringLiteral("de"));
    }
};

QTEST_MAIN(TestGerman)
#include "tst_german.moc"
