// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/LoopWatch.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace everbounce;

namespace {

/// A thread with an event loop that can be made to hang.
class Loop
{
public:
    Loop()
    {
        m_object.moveToThread(&m_thread);
        m_thread.start();
    }
    ~Loop()
    {
        m_thread.quit();
        m_thread.wait();
    }

    QObject *object() { return &m_object; }

    /// Comes back when it hangs.
    void hang()
    {
        QMetaObject::invokeMethod(&m_object, [this] {
            m_hangs.release();
            m_resume.acquire();
        });
        m_hangs.acquire();
    }
    void resume() { m_resume.release(); }

    /// Returns when everything that was asked of it before is done.
    void settle()
    {
        QMetaObject::invokeMethod(
            &m_object, [] {}, Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_object;
    QSemaphore m_hangs;
    QSemaphore m_resume;
};

} // namespace

/// All loops together answer, or none does.
class TestLoopWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loopsThatTurnAnswerEachQuestion()
    {
        LoopWatch watch;
        QSignalSpy answers(&watch, &LoopWatch::allAnswered);
        Loop first;
        Loop second;
        for (QObject *object : {first.object(), second.object(), static_cast<QObject *>(&watch)})
            watch.add(object);
        for (int question = 1; question <= 3; ++question) {
            watch.ask();
            QTRY_COMPARE(answers.size(), question);
        }
    }

    void oneThatHangsKeepsTheAnswerBack()
    {
        LoopWatch watch;
        QSignalSpy answers(&watch, &LoopWatch::allAnswered);
        Loop turning;
        Loop hanging;
        watch.add(turning.object());
        watch.add(hanging.object());
        hanging.hang();
        for (int question = 0; question < 3; ++question) {
            watch.ask();
            turning.settle();
            QCoreApplication::processEvents(); // its answer is here
        }
        QCOMPARE(answers.size(), 0);

        hanging.resume();
        QTRY_COMPARE(answers.size(), 1); // it was asked once
        watch.ask();
        QTRY_COMPARE(answers.size(), 2);
    }

    void theLoopThatWaitsForTheAnswersIsAmongThoseAsked()
    {
        LoopWatch watch;
        QSignalSpy answers(&watch, &LoopWatch::allAnswered);
        Loop other;
        watch.add(other.object());
        watch.ask();
        other.settle();
        QCOMPARE(answers.size(), 0); // this loop has not turned meanwhile
        QTRY_COMPARE(answers.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestLoopWatch)
#include "tst_loop_watch.moc"
