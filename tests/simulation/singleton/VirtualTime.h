// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/base/Time.h"

#include <QAbstractEventDispatcher>

#include <functional>
#include <map>

namespace everbounce::simulation {

/// The clocks of one machine. No two machines agree.
struct MachineClocks
{
    double rate = 1;      ///< its seconds in one second of the world
    Nanoseconds ahead{0}; ///< of the world's time, at the beginning
    Nanoseconds wall{0};  ///< what the wall clock is ahead of that
    bool isStopped = false;
};

/// An event loop in virtual time. Code that uses QTimer, queued calls and the system's clocks runs in it as
/// it ships, as fast as the processor can, and the same way each time. Install it before the application
/// object is made. One thread; no sockets, no processes.
///
/// While one exists, clock_gettime() of this process, which all clocks of C++ and Qt use, returns the time of
/// the machine whose code runs: the one that inside() names, or that started the timer.
class VirtualTime : public QAbstractEventDispatcher
{
public:
    VirtualTime();
    ~VirtualTime() override;

    static VirtualTime &instance();

    /// The world's time.
    Nanoseconds now() const;

    /// Begins anew, at the same instant each time; there must be no timers.
    void restart();

    /// Lets all that is due happen until then.
    void runUntil(Nanoseconds when);
    void runFor(Nanoseconds length) { runUntil(now() + length); }

    /// Runs what is a machine's (of none where it is below 0), with the queued calls that come of it.
    void inside(int machine, const std::function<void()> &what);

    /// Of a machine that is stopped no timer fires.
    MachineClocks &clocksOf(int machine) { return m_clocks[machine]; }

    /// What a machine waits for it waits for so much longer: it has slept.
    void postpone(int machine, Nanoseconds length);

    /// Timers are late by up to so much, at random.
    void setJitter(Nanoseconds most, std::uint64_t seed)
    {
        m_jitter = most;
        m_random = Random{seed};
    }

    // As Qt's own loops:
    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *) override {}
    void unregisterSocketNotifier(QSocketNotifier *) override {}
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void wakeUp() override {}
    void interrupt() override {}

private:
    struct Timer
    {
        int id = 0;
        qint64 interval = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        int machine = -1; ///< whose code has started it
    };
    using Key = std::pair<Nanoseconds, std::uint64_t>; ///< when it is due, and a number of its own

    void schedule(const Timer &timer);
    static void deliverPosted();
    bool fireNext(Nanoseconds latest);
    bool isStopped(int machine) const;
    double rateOf(int machine) const;

    std::map<Key, Timer> m_timers;
    std::map<int, Key> m_keys; ///< by id
    std::uint64_t m_next = 0;
    std::map<int, MachineClocks> m_clocks;
    int m_machine = -1; ///< whose code runs
    Nanoseconds m_jitter{0};
    Random m_random{1};
};

} // namespace everbounce::simulation
