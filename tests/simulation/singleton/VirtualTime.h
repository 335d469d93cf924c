// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/base/Time.h"

#include <QAbstractEventDispatcher>

#include <functional>
#include <map>

namespace everbounce::simulation {

/// An event loop in virtual time. Code that uses QTimer, queued calls and the system's clocks runs in it as
/// it ships, as fast as the processor can, and the same way each time. Install it before the application
/// object is made. One thread; no sockets, no processes.
///
/// While one exists, clock_gettime() of this process, which all clocks of C++ and Qt use, returns its time.
class VirtualTime : public QAbstractEventDispatcher
{
public:
    VirtualTime();
    ~VirtualTime() override;

    static VirtualTime &instance();

    Nanoseconds now() const;

    /// Begins anew, at the same instant each time; there must be no timers.
    void restart();

    /// Lets all that is due happen until then.
    void runUntil(Nanoseconds when);
    void runFor(Nanoseconds length) { runUntil(now() + length); }

    /// Timers of which this is true do not fire before it is false; then those that are overdue do.
    void setHeld(std::function<bool(QObject *)> isHeld) { m_isHeld = std::move(isHeld); }

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
    };
    using Key = std::pair<Nanoseconds, std::uint64_t>; ///< when it is due, and a number of its own

    void schedule(const Timer &timer);
    void deliverPosted();
    bool fireNext(Nanoseconds latest);

    std::map<Key, Timer> m_timers;
    std::map<int, Key> m_keys; ///< by id
    std::uint64_t m_next = 0;
    std::function<bool(QObject *)> m_isHeld;
    Nanoseconds m_jitter{0};
    Random m_random{1};
};

} // namespace everbounce::simulation
