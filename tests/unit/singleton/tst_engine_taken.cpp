// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/FrameReader.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/singleton/process/EngineSupervisor.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <sys/mman.h>
#include <unistd.h>

using namespace everbounce;

namespace {

constexpr char kHeld[] = "EVERBOUNCE_TEST_HELD"; ///< how many MiB an engine of this test is to hold

/// Memory that counts as so many MiB of this process, and takes the machine one.
void hold(int megabytes)
{
    constexpr std::size_t size = 1 << 20;
    const int file = ::memfd_create("held", 0);
    if (file < 0 || ::ftruncate(file, size) != 0)
        ::_exit(1);
    for (int i = 0; i < megabytes; ++i) {
        if (::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, 0) == MAP_FAILED)
            ::_exit(1);
    }
}

/// This program as an engine that comes up and never answers.
[[noreturn]] void beEngine(int megabytes)
{
    const QByteArray ready = framed(encodeReady().toCborValue().toCbor());
    if (::write(STDOUT_FILENO, ready.constData(), std::size_t(ready.size())) != ready.size())
        ::_exit(1);
    hold(megabytes);
    char byte = 0;
    while (::read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    ::_exit(0);
}

} // namespace

/// A machine that is short of memory kills engines, whatever they run: that is nobody's fault.
class TestEngineTaken : public QObject
{
    Q_OBJECT

private:
    static constexpr int much = EngineSupervisor::muchMemory >> 20;

    /// A supervisor of engines that hold so many MiB, and have a question.
    struct Shortage
    {
        explicit Shortage(int megabytes)
            : held(std::int64_t(megabytes) << 20)
        {
            qputenv(kHeld, QByteArray::number(megabytes));
            supervisor.start();
            ask();
        }

        void ask() { supervisor.ask({{{QStringLiteral("question"), 1}}, {}, {}}); }

        /// The engine has come up, is seen to hold its memory, and is ended from outside.
        void endOne(int signal)
        {
            QTRY_VERIFY(supervisor.memorySeen() >= held);
            QVERIFY(supervisor.processId() > 0);
            const qsizetype before = ends();
            QCOMPARE(::kill(pid_t(supervisor.processId()), signal), 0);
            QTRY_COMPARE(ends(), before + 1);
        }

        qsizetype ends() const { return replaced.size() + defeated.size() + gaveUp.size(); }

        std::int64_t held;
        EngineSupervisor supervisor{QCoreApplication::applicationFilePath(),
                                    [](const QCborMap &) { return EngineAnswer(); }};
        QSignalSpy replaced{&supervisor, &EngineSupervisor::replaced};
        QSignalSpy defeated{&supervisor, &EngineSupervisor::defeated};
        QSignalSpy gaveUp{&supervisor, &EngineSupervisor::gaveUp};
    };

private Q_SLOTS:
    void noQuestionIsToBlameForWhatTheMachineTakes()
    {
        Shortage here(much / 4);
        for (int i = 1; i <= 2; ++i) {
            here.endOne(SIGKILL);
            QCOMPARE(here.replaced.size(), i);
            QCOMPARE(here.replaced.last().at(1).toBool(), true);
            QVERIFY(here.supervisor.busy()); // the next one is asked the same
        }
        // Then another node may have more memory.
        here.endOne(SIGKILL);
        QCOMPARE(here.gaveUp.size(), 1);
        QCOMPARE(here.gaveUp.last().at(0).toBool(), false);
        QVERIFY(here.defeated.isEmpty());
    }

    void whatEndsByItselfIsCountedApart()
    {
        Shortage here(much / 4);
        here.endOne(SIGKILL);
        here.endOne(SIGSEGV);
        QCOMPARE(here.replaced.last().at(1).toBool(), false);
        here.endOne(SIGKILL);
        QCOMPARE(here.replaced.size(), 3);
        QCOMPARE(here.replaced.last().at(1).toBool(), true);
        here.endOne(SIGABRT);
        QCOMPARE(here.defeated.size(), 1);
    }

    void whoeverHasEatenTheMemoryIsToBlame()
    {
        Shortage here(much + 1);
        here.endOne(SIGKILL);
        QCOMPARE(here.replaced.size(), 1);
        QCOMPARE(here.replaced.last().at(1).toBool(), false);
        here.endOne(SIGKILL);
        QCOMPARE(here.defeated.size(), 1);
        QVERIFY(here.gaveUp.isEmpty());
    }
};

int main(int argc, char **argv)
{
    // Set by the test itself, for its engines.
    if (qEnvironmentVariableIsSet(kHeld))
        beEngine(qEnvironmentVariableIntValue(kHeld));
    QCoreApplication application(argc, argv);
    TestEngineTaken test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_engine_taken.moc"
