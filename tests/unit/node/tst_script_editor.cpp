// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/node/LoopbackCluster.h"

#include "engine/ball/behaviors/ScriptText.h"
#include "engine/node/scripts/PreviewQuestion.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace everbounce;

/// Promises of writing scripts at a node, with real engine processes.
class TestScriptEditor : public QObject, private LoopbackCluster
{
    Q_OBJECT

private:
    quint64 m_request = 0;

    static QByteArray textOf(const char *body)
    {
        return QByteArray("function next(ball, random) {\n") + body + "\n}\n";
    }
    const QByteArray m_straight = textOf("return { x: ball.x, y: ball.y, dx: 0, dy: 0 };");

    /// A machine may be too busy for it, in which case a viewer asks again.
    ScriptPreview previewed(Member &member, const QByteArray &text)
    {
        ScriptPreview preview{.status = 503};
        for (int i = 0; i < 20 && (preview.status == 503 || preview.status == 429); ++i) {
            QSignalSpy spy(member.node().scripts(), &ScriptsInterface::previewed);
            member.node().scripts()->preview(++m_request, QStringLiteral("me"), text);
            [&] { QTRY_VERIFY_WITH_TIMEOUT(!spy.isEmpty(), 20'000); }();
            preview = spy.value(0).value(1).value<ScriptPreview>();
        }
        return preview;
    }

    ScriptAnswer edited(Member &member, const ScriptOrder &order)
    {
        QSignalSpy spy(member.node().scripts(), &ScriptsInterface::edited);
        member.node().scripts()->edit(++m_request, order);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!spy.isEmpty(), 10'000); }();
        return spy.isEmpty() ? ScriptAnswer() : spy.first()[1].value<ScriptAnswer>();
    }
    ScriptAnswer saved(Member &member, const char *name, const QByteArray &text)
    {
        return edited(member, {ScriptOrder::Kind::Save, QLatin1String(name), text, {}});
    }

    static bool lists(const Member &member, const char *name)
    {
        return std::ranges::any_of(member.cluster.behaviors, [name](const BehaviorInfo &behavior) {
            return behavior.name == QLatin1String(name);
        });
    }

    Member &flyingNode()
    {
        Member &member = add("a");
        [&] { QTRY_VERIFY_WITH_TIMEOUT(member.flies() && member.holds(), 20'000); }();
        return member;
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void fliesATextAheadFromWhereTheBallIs()
    {
        Member &a = flyingNode();
        const double before = a.flight->clock.tickAt(monotonicNow());
        const ScriptPreview preview = previewed(
            a,
            textOf("const later = { x: ball.x + ball.dx, y: ball.y + ball.dy, dx: ball.dx, dy: ball.dy };\n"
                   "if (later.x < 20 || later.x > 780) later.dx = -ball.dx, later.x = ball.x;\n"
                   "if (later.y < 20 || later.y > 380) later.dy = -ball.dy, later.y = ball.y;\n"
                   "return later;"));
        QCOMPARE(preview.problem, QString());
        const double after = a.flight->clock.tickAt(monotonicNow());
        const double begin = double(preview.path.begin());
        QVERIFY2(begin >= before && begin <= after + 6,
                 qPrintable(QStringLiteral("%1 %2 %3").arg(before).arg(begin).arg(after)));
        QCOMPARE(preview.path.end() - preview.path.begin(), Tick(667)); // 20 s
        if (a.flight->track.begin() <= begin && begin <= a.flight->track.end())
            QCOMPARE(preview.path.at(begin), a.flight->track.at(begin));
    }

    void tellsWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QByteArray &text, int line, const char *sentence) {
            QTest::newRow(name) << text << line << QString::fromUtf8(sentence);
        };
        row("throws", textOf("\nthrow new Error('no more');"), 3, "no more");
        row("is no program", textOf("return {;"), 2, "SyntaxError");
        row("uses what is absent", textOf("return Date.now();"), 2, "Date");
        row("returns NaN", textOf("return { x: 0 / 0, y: 1, dx: 1, dy: 1 };"), 0, "NaN");
        row("leaves the box", textOf("return { x: ball.x + 30, y: ball.y, dx: 30, dy: 0 };"), 0,
            "leave the box");
        row("has no function", "const a = 1;\n", 0, "no function next");
        row("hangs", textOf("for (;;) ;"), 0, "never ends");
        row("is too slow",
            textOf("let s = 0; for (let i = 0; i < 300000; ++i) s += i;\nreturn { x: 100 + s * 0, y: 100, "
                   "dx: 0, dy: 0 };"),
            0, "processor time");
        row("takes much memory",
            textOf("let s = 'abcdefgh'; const all = [];\nfor (let i = 0; i < 40; ++i) { s = s + s; "
                   "all.push(s + 'x'); s.charCodeAt(1); }\nreturn { x: 100, y: all.length, dx: 0, dy: 0 };"),
            0, "");
        row("is empty", "", 0, "empty");
        row("is too large", QByteArray(64 * 1024 + 1, ' '), 0, "64 KiB");
        row("is not UTF-8", "\xff\xfe", 0, "UTF-8");
    }

    void tellsWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(QString, sentence);
        Member &a = flyingNode();
        const ScriptPreview preview = previewed(a, text);
        QVERIFY2(preview.problem.contains(sentence) && !preview.problem.isEmpty() &&
                     preview.problem.endsWith(u'.'),
                 qPrintable(preview.problem));
        QCOMPARE(preview.line, line);
        QVERIFY(preview.status == 422 || preview.status == 413);
        QVERIFY(preview.path.empty());
        QVERIFY(a.sameFlight);
        QVERIFY(!a.heard("engine"));
        QVERIFY(std::ranges::none_of(a.cluster.behaviors, &BehaviorInfo::quarantined));
    }

    void fliesOneTextOfAViewerAtATimeAndFewInAll()
    {
        Member &a = flyingNode();
        const QByteArray hangs = textOf("for (;;) ;");
        QMap<quint64, int> statuses;
        connect(a.node().scripts(), &ScriptsInterface::previewed, this,
                [&](quint64 request, const ScriptPreview &preview) { statuses[request] = preview.status; });
        a.node().scripts()->preview(1, QStringLiteral("one"), hangs);
        a.node().scripts()->preview(2, QStringLiteral("one"), m_straight);
        a.node().scripts()->preview(3, QStringLiteral("two"), hangs);
        a.node().scripts()->preview(4, QStringLiteral("three"), m_straight);
        QCOMPARE(statuses, (QMap<quint64, int>{{2, 429}, {4, 429}}));
        QTRY_COMPARE_WITH_TIMEOUT(statuses.size(), 4, 20'000);
        QVERIFY(statuses[1] == 422 || statuses[1] == 503);
        QVERIFY(a.holds() && a.sameFlight);
    }

    void limitsHowOftenTextsAreFlown()
    {
        ScriptPreviews previews(QStringLiteral("/no/such/engine"));
        QList<int> statuses;
        connect(&previews, &ScriptPreviews::flown, this,
                [&](quint64, const ScriptPreview &preview) { statuses << preview.status; });
        const FlightRequest question;
        for (quint64 i = 0; i < 12; ++i) {
            previews.fly(i, QString::number(i), question);
            QTRY_COMPARE(statuses.size(), qsizetype(i + 1));
        }
        QVERIFY(statuses.first() == 503 && statuses.contains(429));
    }

    void spreadsWhatIsSavedAndFliesIt()
    {
        Member &a = flyingNode();
        Member &b = add("b");
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 20'000);
        QCOMPARE(saved(a, "Rest", m_straight).problem, QString());
        QTRY_VERIFY_WITH_TIMEOUT(lists(a, "Rest") && lists(b, "Rest"), 10'000);
        b.node().execute(QStringLiteral("select"), Command::setBehavior(QStringLiteral("Rest")));
        QTRY_VERIFY_WITH_TIMEOUT(b.results.contains(QStringLiteral("select")), 10'000);
        QVERIFY2(b.results[QStringLiteral("select")].ok,
                 qPrintable(b.results[QStringLiteral("select")].problem));
        QTRY_COMPARE(a.cluster.behavior, QStringLiteral("Rest"));
    }

    void whoeverSavesAtTheSameMomentComesFirstOrLast()
    {
        Member &a = flyingNode();
        const QByteArray version = saved(a, "Straight", m_straight).version;
        QSignalSpy spy(a.node().scripts(), &ScriptsInterface::edited);
        const ScriptCondition unchanged{.isOneOf = QList{version}, .isNoneOf = {}};
        for (const ScriptCondition &condition : {unchanged, unchanged, ScriptCondition{}})
            a.node().scripts()->edit(++m_request,
                                     {ScriptOrder::Kind::Save, QStringLiteral("Straight"),
                                      m_straight + "// " + QByteArray::number(m_request), condition});
        QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 3, 10'000);
        const auto answer = [&spy](qsizetype i) { return spy[i][1].value<ScriptAnswer>(); };
        QCOMPARE(answer(0).problem, QString());
        QVERIFY2(answer(1).problem.contains(QLatin1String("changed meanwhile")),
                 qPrintable(answer(1).problem));
        QCOMPARE(answer(1).status, 412);
        QCOMPARE(answer(2).problem, QString());
    }

    void editsNoScriptOfAnotherNode()
    {
        Member &a = flyingNode();
        Member &b = add("b");
        QTRY_VERIFY_WITH_TIMEOUT(agreed(), 20'000);
        saved(a, "Rest", m_straight);
        QTRY_VERIFY_WITH_TIMEOUT(lists(b, "Rest"), 10'000);
        const ScriptAnswer read = edited(b, {ScriptOrder::Kind::Read, QStringLiteral("Rest"), {}, {}});
        QCOMPARE(read.text, m_straight);
        QVERIFY2(read.readOnly.startsWith(QLatin1String("Rest belongs to a: ")), qPrintable(read.readOnly));
        QCOMPARE(saved(b, "Rest", m_straight + '\n').status, 409);
        QCOMPARE(saved(a, "Rest", m_straight + '\n').status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(edited(b, {ScriptOrder::Kind::Read, QStringLiteral("Rest"), {}, {}}).text ==
                                     m_straight + '\n',
                                 10'000);
    }

    void takesNoNameThatIsNotAScripts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("status");
        for (const char *path : {"", "../Drift", "a/b", ".hidden", "Drift.js", "1st", "Spa ce"})
            QTest::newRow(qPrintable(QStringLiteral("'%1'").arg(QLatin1String(path))))
                << QString::fromLatin1(path) << 422;
        QTest::newRow("a long one") << QString(64, u'a') << 422;
        QTest::newRow("built in") << QStringLiteral("MirrorJump") << 409;
        QTest::newRow("the missing one") << QStringLiteral("NonExistentBehavior") << 409;
    }

    void takesNoNameThatIsNotAScripts()
    {
        QFETCH(QString, name);
        QFETCH(int, status);
        Member &a = add("a");
        const ScriptAnswer answer = edited(a, {ScriptOrder::Kind::Save, name, m_straight, {}});
        QCOMPARE(answer.status, status);
        QVERIFY(answer.problem.endsWith(u'.'));
        QVERIFY(!QFile::exists(snapshotDir("a") + QLatin1String("/behaviors")));
    }

    void takesNoPluginsName()
    {
        Member &a = add("a", {qEnvironmentVariable("EVERBOUNCE_BIN") +
                              QLatin1String("/../lib/everbounce/broken-behaviors")});
        QVERIFY(lists(a, "Segfaults"));
        QCOMPARE(saved(a, "Segfaults", m_straight).status, 409);
        // A script of a folder that came with the program.
        QCOMPARE(saved(a, "LeavesBox", m_straight).status, 409);
        const ScriptAnswer read = edited(a, {ScriptOrder::Kind::Read, QStringLiteral("LeavesBox"), {}, {}});
        QVERIFY(read.text.contains("function next") && !read.readOnly.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestScriptEditor)
#include "tst_script_editor.moc"
