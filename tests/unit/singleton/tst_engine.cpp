// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/BallBounds.h"
#include "engine/ball/workload/BallWorkload.h"
#include "engine/singleton/process/EngineSupervisor.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstring>
#include <sched.h>
#include <thread>
#include <unistd.h>

using namespace everbounce;
using namespace std::chrono_literals;

namespace {

/// Keeps one processor busy, so that what has to share it is starved.
class Hog
{
public:
    Hog()
        : m_thread([this] {
            allow(0, m_processors);
            while (!m_ends)
                m_turns = m_turns + 1;
        })
    {
    }
    ~Hog()
    {
        m_ends = true;
        m_thread.join();
    }

    /// Processor time that it has had.
    std::chrono::nanoseconds had()
    {
        clockid_t clock{};
        timespec time{};
        ::pthread_getcpuclockid(m_thread.native_handle(), &clock);
        ::clock_gettime(clock, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }

    /// Leaves a process a few thousandths of the hog's processor, and no other one.
    void starve(qint64 process) { setPolicy(process, SCHED_IDLE, m_processors); }

    static void feed(qint64 process)
    {
        cpu_set_t all;
        std::memset(&all, 0xff, sizeof all);
        setPolicy(process, SCHED_OTHER, all);
    }

private:
    static cpu_set_t thisProcessor()
    {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(std::size_t(::sched_getcpu()), &one);
        return one;
    }

    static void allow(pid_t thread, const cpu_set_t &processors)
    {
        ::sched_setaffinity(thread, sizeof processors, &processors);
    }

    static void setPolicy(qint64 process, int policy, const cpu_set_t &processors)
    {
        const QDir threads(QStringLiteral("/proc/%1/task").arg(process));
        const sched_param none{};
        for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            allow(pid_t(thread.toInt()), processors);
            QCOMPARE(::sched_setscheduler(pid_t(thread.toInt()), policy, &none), 0);
        }
    }

    const cpu_set_t m_processors = thisProcessor();
    std::atomic<bool> m_ends = false;
    volatile quint64 m_turns = 0;
    std::thread m_thread;
};

} // namespace

/// Promises of engine processes: any of them gives the same answer, and one that dies or hangs is replaced.
class TestEngine : public QObject
{
    Q_OBJECT

private:
    static QString program()
    {
        return qEnvironmentVariable("EVERBOUNCE_BIN") + QLatin1String("/everbounce-engine");
    }

    static BehaviorCode code(const char *builtin)
    {
        return {BehaviorCode::Kind::Builtin, QString::fromLatin1(builtin), {}, {}};
    }

    static FlightReply flown(const FlightRequest &question)
    {
        return fly(question, [](const BehaviorCode &wanted) -> LoadedBehavior {
            if (auto builtin = makeBuiltinBehavior(wanted.name.toStdString()))
                return builtin;
            return QStringLiteral("is not built in");
        });
    }

    static FlightRequest request(Tick end = 300)
    {
        return {code("RandomRebound"), {}, {.random = {5}}, {}, 100, end, {}};
    }

    static FlightReply replyIn(const QSignalSpy &replied)
    {
        return std::any_cast<FlightReply>(replied.last().at(0).value<EngineAnswer>().content);
    }

    static FlightAnswer answerOf(const QSignalSpy &spy) { return std::get<FlightAnswer>(replyIn(spy)); }

    /// Asks and waits for the answer; the supervisor must have been started.
    static FlightAnswer asked(EngineSupervisor &supervisor, const FlightRequest &question)
    {
        QSignalSpy replied(&supervisor, &EngineSupervisor::replied);
        supervisor.ask(questionOf(question));
        return replied.wait() ? answerOf(replied) : FlightAnswer{};
    }

private Q_SLOTS:
    void flyingOnFromACheckpointIsTheSameFlight()
    {
        const auto whole = std::get<FlightAnswer>(flown(request(3000)));
        FlightRequest piece = request(200);
        while (piece.known.end() < 3000) {
            const auto answer = std::get<FlightAnswer>(flown(piece));
            QVERIFY(!answer.diverged);
            QCOMPARE(answer.checkpoint.tick, piece.keep);
            QVERIFY(answer.track.begin() <= piece.keep);
            for (Tick tick = piece.keep; tick <= piece.end; ++tick)
                QCOMPARE(answer.track.at(double(tick)), whole.track.at(double(tick)));
            piece.known = answer.track;
            piece.start = answer.checkpoint;
            piece.keep = answer.track.end() - 30;
            piece.end = std::min<Tick>(piece.end + 137, 3000);
        }
    }

    void whatWasPublishedStaysAsItWas()
    {
        FlightRequest next = request();
        for (int round = 0; round < 20; ++round) {
            const auto answer = std::get<FlightAnswer>(flown(next));
            const auto &before = next.known.segments();
            const auto &after = answer.track.segments();
            const auto kept = std::search(before.begin(), before.end(), after.begin(), after.begin() + 1);
            QVERIFY(round == 0 || std::equal(kept, before.end(), after.begin()));
            next.known = answer.track;
            next.start = answer.checkpoint;
            next.keep = answer.track.end() - 60;
            next.end += 7;
        }
    }

    void aFlightThatCannotBeSteppedAgainGoesOnFromItsEnd()
    {
        FlightRequest next = request();
        const auto published = std::get<FlightAnswer>(flown(next));
        next.start = published.checkpoint;
        next.known = published.track;
        next.behavior = code("MirrorJump"); // as if it were another code under the same name
        next.start.random.state = 77;
        next.end = 400;
        const auto answer = std::get<FlightAnswer>(flown(next));
        QVERIFY(answer.diverged);
        QCOMPARE(answer.checkpoint, stateOnTrack(next.known, 300, {77}));
        for (Tick tick = next.keep; tick <= 300; ++tick)
            QCOMPARE(answer.track.at(double(tick)), next.known.at(double(tick)));
        const BallState &end = answer.checkpoint;
        QCOMPARE(answer.track.at(301), (Position{end.x + end.dx, end.y + end.dy}));
        const auto reply = decodeReply(encodeReply(answer));
        QVERIFY(reply && std::get<FlightAnswer>(*reply).diverged);

        // From there on it can be stepped again; and a command need not wait until then.
        next.start = answer.checkpoint;
        next.known = answer.track;
        next.end = 500;
        QVERIFY(!std::get<FlightAnswer>(flown(next)).diverged);
        next.change = FlightChange{200, {{-5, 4}}, {}};
        QVERIFY(decodeRequest(encodeRequest(next)));
        const auto nudged = std::get<FlightAnswer>(flown(next));
        const Position turn = next.known.at(200);
        QCOMPARE(nudged.checkpoint.tick, Tick(200));
        QCOMPARE(nudged.track.at(200), turn);
        QCOMPARE(nudged.track.at(201), (Position{turn.x - 5, turn.y + 4}));
    }

    void aChangeTurnsTheFlightAtItsTick()
    {
        FlightRequest nudge = request();
        nudge.change = FlightChange{150, {{-5, 4}}, {}};
        const auto answer = std::get<FlightAnswer>(flown(nudge));
        QCOMPARE(answer.checkpoint.tick, Tick(150));
        const auto before = std::get<FlightAnswer>(flown(request())).track.at(150);
        QCOMPARE(answer.track.at(150), before);
        QCOMPARE(answer.track.at(151), (Position{before.x - 5, before.y + 4}));
    }

    void whatCannotFlyIsRefused()
    {
        FlightRequest missing = request();
        missing.change = FlightChange{150, {}, code("NonExistentBehavior")};
        const auto refusal = std::get<FlightRefusal>(flown(missing));
        QCOMPARE(refusal.behavior, QStringLiteral("NonExistentBehavior"));
        QVERIFY(!refusal.faulty);
    }

    void whatFailsInFlightIsRefused_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("reason");
        const auto flies = QStringLiteral("function next(s, r) { %1 }");
        QTest::newRow("throws") << flies.arg(QStringLiteral("throw new Error('tired');"))
                                << QStringLiteral("tired");
        QTest::newRow("throws a sentence")
            << flies.arg(QStringLiteral("throw new Error('I am tired.');")) << QStringLiteral("tired");
        QTest::newRow("no number") << flies.arg(QStringLiteral("return {x: NaN, y: 1, dx: 1, dy: 1};"))
                                   << QStringLiteral("returned NaN or infinity");
        QTest::newRow("leaves") << flies.arg(QStringLiteral("return {x: s.x + 50, y: s.y, dx: 50, dy: 0};"))
                                << QStringLiteral("leave the box");
    }

    void whatFailsInFlightIsRefused()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, reason);
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        FlightRequest question = request();
        question.change = FlightChange{
            150, {}, BehaviorCode{BehaviorCode::Kind::Script, QStringLiteral("Bad"), {}, source.toUtf8()}};
        QSignalSpy replied(&supervisor, &EngineSupervisor::replied);
        supervisor.ask(questionOf(question));
        QVERIFY(replied.wait());
        const auto refusal = std::get<FlightRefusal>(replyIn(replied));
        QCOMPARE(refusal.behavior, QStringLiteral("Bad"));
        QVERIFY(refusal.faulty);
        QVERIFY2(refusal.reason.contains(reason), qPrintable(refusal.reason));
        QVERIFY2(!refusal.reason.endsWith(u'.'), qPrintable(refusal.reason)); // it is part of a sentence
        QVERIFY(!asked(supervisor, request()).track.empty());                 // and the engine lives
    }

    void whatQtRemarksOnAScriptIsNotLogged()
    {
        QTemporaryFile log;
        QVERIFY(log.open());
        const int before = ::dup(STDERR_FILENO);
        QVERIFY(::dup2(log.handle(), STDERR_FILENO) >= 0);
        {
            EngineSupervisor supervisor(program(), understandReply);
            supervisor.start();
            FlightRequest question = request();
            question.behavior = {BehaviorCode::Kind::Script,
                                 QStringLiteral("Remarkable"),
                                 {},
                                 "function next(s) { const later = () => { s = x; let x; }; return s; }"};
            asked(supervisor, question);
        }
        ::dup2(before, STDERR_FILENO);
        ::close(before);
        log.seek(0);
        const QByteArray logged = log.readAll();
        QVERIFY2(!logged.contains("Remarkable"), logged.constData());
    }

    void aQuestionThatEndsTwoEnginesIsNotAskedAgain()
    {
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        FlightRequest question = request();
        question.behavior = {BehaviorCode::Kind::Script,
                             QStringLiteral("Hangs"),
                             {},
                             "function next(state, random) { for (;;) ; }"};
        QSignalSpy defeated(&supervisor, &EngineSupervisor::defeated);
        QSignalSpy gaveUp(&supervisor, &EngineSupervisor::gaveUp);
        for (int i = 1; i <= 4; ++i) { // however often it is asked: that is no reason to give up
            supervisor.ask(questionOf(question));
            QTRY_COMPARE_WITH_TIMEOUT(defeated.size(), i, 30000); // it is its processor time that counts
            QVERIFY(!supervisor.busy());
        }
        QVERIFY(!asked(supervisor, request()).track.empty());
        QVERIFY(gaveUp.isEmpty());
    }

    void anEngineWakesItsNode()
    {
        // This process must not be stopped: it waits for the signal that would continue it.
        static volatile std::sig_atomic_t woken = 0;
        const auto before = std::signal(SIGCONT, [](int) { woken = 1; });
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        QVERIFY(supervisor.armWaking(50ms));
        QTRY_VERIFY(woken);
        std::signal(SIGCONT, before);
    }

    void requestsAndRepliesSurviveThePipe()
    {
        FlightRequest sent = request();
        sent.change = FlightChange{150, {{-5, 4}}, code("MirrorJump")};
        sent.known = Track({{0, 400, 200, 4, 3}, {50, 600, 350, -4, -3, 0, 0.0625}}, 300);
        const auto got = decodeRequest(encodeRequest(sent));
        QVERIFY(got && got->known == sent.known);
        QCOMPARE(std::get<FlightAnswer>(flown(*got)).checkpoint,
                 std::get<FlightAnswer>(flown(sent)).checkpoint);
        FlightRequest endless = request();
        endless.end = bounds::maxLookAhead + 1;
        QVERIFY(!decodeRequest(encodeRequest(endless)));
        FlightRequest early = sent;
        early.known = {};
        early.start.tick = 151; // the change would lie before the start
        QVERIFY(!decodeRequest(encodeRequest(early)));
    }

    void theProcessAnswersAsTheFunctionDoes()
    {
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        const FlightAnswer answer = asked(supervisor, request());
        QVERIFY(answer.track == std::get<FlightAnswer>(flown(request())).track);
    }

    void aKilledEngineIsReplacedAndTheAnswerIsTheSame()
    {
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        const FlightAnswer first = asked(supervisor, request());
        QSignalSpy replaced(&supervisor, &EngineSupervisor::replaced);
        const qint64 killed = supervisor.processId();
        QCOMPARE(::kill(pid_t(killed), SIGSEGV), 0);
        QVERIFY(replaced.wait());
        QVERIFY(replaced.last().at(0).toString().contains(QLatin1String("signal 11")));
        const FlightAnswer second = asked(supervisor, request());
        QVERIFY(second.track == first.track);
        QVERIFY(supervisor.processId() != killed);
    }

    void anEngineThatHangsOverAQuestionIsReplacedAndAskedAgain()
    {
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        const FlightAnswer first = asked(supervisor, request());
        QSignalSpy replaced(&supervisor, &EngineSupervisor::replaced);
        supervisor.inject(EngineFault::Hang);
        const FlightAnswer second = asked(supervisor, request());
        QVERIFY(second.track == first.track);
        QCOMPARE(replaced.size(), 1);
        QVERIFY(replaced.last().at(0).toString().contains(QLatin1String("no answer")));
    }

    void anEngineThatGetsNoProcessorIsNotHung()
    {
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        asked(supervisor, request());
        QSignalSpy replaced(&supervisor, &EngineSupervisor::replaced);
        QSignalSpy replied(&supervisor, &EngineSupervisor::replied);
        Hog hog;
        hog.starve(supervisor.processId());
        supervisor.ask(questionOf(request()));
        QTRY_VERIFY_WITH_TIMEOUT(hog.had() > 500ms, 60'000);
        Hog::feed(supervisor.processId());
        QTRY_COMPARE(replied.size(), 1);
        QVERIFY(replaced.isEmpty());
    }

    void anEngineThatSomebodyStopsIsReplacedAndNobodyIsToBlame()
    {
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        FlightRequest question = request();
        question.behavior = {BehaviorCode::Kind::Script,
                             QStringLiteral("Still"),
                             {},
                             "function next(s) { return { x: s.x, y: s.y, dx: 0, dy: 0 }; }"};
        const FlightAnswer first = asked(supervisor, question);
        QSignalSpy replaced(&supervisor, &EngineSupervisor::replaced);
        QSignalSpy defeated(&supervisor, &EngineSupervisor::defeated);
        for (int i = 1; i <= 2; ++i) {
            QTRY_VERIFY(supervisor.processId() > 0);
            QCOMPARE(::kill(pid_t(supervisor.processId()), SIGSTOP), 0);
            QVERIFY(asked(supervisor, question).track == first.track); // by the next one
            QCOMPARE(replaced.size(), i);
            QVERIFY(replaced.last().at(0).toString().contains(QLatin1String("somebody stopped it")));
            QVERIFY(replaced.last().at(1).toBool());
        }
        QVERIFY(defeated.isEmpty());
    }

    /// An engine is also replaced if it is stopped and its question fills the pipe.
    void anEngineThatDoesNotReadIsReplaced()
    {
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        asked(supervisor, request());
        QSignalSpy replaced(&supervisor, &EngineSupervisor::replaced);
        QCOMPARE(::kill(pid_t(supervisor.processId()), SIGSTOP), 0);
        FlightRequest question = request();
        question.change =
            FlightChange{150,
                         {},
                         BehaviorCode{BehaviorCode::Kind::Script,
                                      QStringLiteral("Long"),
                                      {},
                                      "function next(s) { return s; } //" + QByteArray(60'000, ' ')}};
        supervisor.ask(questionOf(question));
        QVERIFY(!asked(supervisor, question).track.empty());
        QCOMPARE(replaced.size(), 1);
    }

    /// Engines that cannot be started have flown nothing, so nothing they flew is to blame.
    void whoeverGivesUpSaysWhetherEnginesFlew()
    {
        EngineSupervisor none(QStringLiteral("/nonexistent/everbounce-engine"), understandReply);
        QSignalSpy gaveUp(&none, &EngineSupervisor::gaveUp);
        none.start();
        none.ask(questionOf(request()));
        QVERIFY(gaveUp.wait());
        QCOMPARE(gaveUp.last().at(0).toBool(), false);
        EngineSupervisor atOnce(QStringLiteral("/bin/false"), understandReply);
        QSignalSpy gaveUpToo(&atOnce, &EngineSupervisor::gaveUp);
        QSignalSpy defeated(&atOnce, &EngineSupervisor::defeated);
        atOnce.start();
        atOnce.ask(questionOf(request()));
        QVERIFY(gaveUpToo.wait());
        QCOMPARE(gaveUpToo.last().at(0).toBool(), false);
        QVERIFY(defeated.isEmpty());
    }

    void anEngineThatKeepsDyingIsGivenUp()
    {
        EngineSupervisor supervisor(program(), understandReply);
        supervisor.start();
        QSignalSpy gaveUp(&supervisor, &EngineSupervisor::gaveUp);
        QSignalSpy replaced(&supervisor, &EngineSupervisor::replaced);
        for (int i = 0; i < 10; ++i) { // what somebody asked for says nothing about this node
            supervisor.inject(EngineFault::Crash);
            QTRY_COMPARE(replaced.size(), i + 1);
        }
        QVERIFY(gaveUp.isEmpty());
        while (gaveUp.isEmpty() && replaced.size() < 30) {
            asked(supervisor, request());
            const qsizetype before = replaced.size();
            ::kill(pid_t(supervisor.processId()), SIGKILL);
            QTRY_VERIFY(!gaveUp.isEmpty() || replaced.size() > before);
        }
        QCOMPARE(gaveUp.size(), 1);
        QVERIFY(!asked(supervisor, request()).track.empty()); // after a pause there is one again
    }

    void aNodeThatCannotStartAnEngineGivesUp()
    {
        EngineSupervisor supervisor(QStringLiteral("/nonexistent/everbounce-engine"), understandReply);
        QSignalSpy gaveUp(&supervisor, &EngineSupervisor::gaveUp);
        QSignalSpy replied(&supervisor, &EngineSupervisor::replied);
        supervisor.start();
        supervisor.ask(questionOf(request()));
        QVERIFY(gaveUp.wait());
        QVERIFY(replied.isEmpty());
    }

    void noEngineOutlivesItsNode()
    {
        qint64 pid = 0;
        {
            // As when a node is killed: nobody is left to end the engine, its input just ends, while it
            // hangs.
            QProcess engine;
            engine.start(program(), QStringList());
            QVERIFY(engine.waitForStarted());
            pid = engine.processId();
            engine.write(framed(encodeOrder(1, EngineFault::Hang).toCborValue().toCbor()));
            QVERIFY(engine.waitForBytesWritten());
            engine.closeWriteChannel();
            QVERIFY(engine.waitForFinished());
            QCOMPARE(engine.exitCode(), 0);
        }
        QVERIFY(!QFile::exists(QStringLiteral("/proc/%1").arg(pid)));
    }

    void restartsAreCountedWithinASlidingTime()
    {
        RestartLimit limit(3, 1s);
        QVERIFY(!limit.exceededBy(0ms));
        QVERIFY(!limit.exceededBy(100ms));
        QVERIFY(!limit.exceededBy(200ms));
        QVERIFY(!limit.exceededBy(1150ms)); // the first two have slid out
        QVERIFY(!limit.exceededBy(1190ms));
        QVERIFY(limit.exceededBy(1195ms));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
