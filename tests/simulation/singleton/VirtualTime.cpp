// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/VirtualTime.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <atomic>
#include <ctime>
#include <set>

#include <sys/syscall.h>
#include <unistd.h>

namespace {

/// The world's instant, in nanoseconds; below 0 while the real clocks count.
std::atomic<std::int64_t> virtualNow{-1};

/// The clocks of the machine whose code runs.
constexpr everbounce::simulation::MachineClocks worldClocks;
const everbounce::simulation::MachineClocks *clocks = &worldClocks;

/// The wall clock begins on 1 January 2026.
constexpr std::time_t wallBeginning = 1'767'225'600;
constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t beginning = 1000 * second; // some way from 0, which means "never" in places

/// Of the machine whose code runs.
std::int64_t localTime()
{
    const std::int64_t passed = virtualNow.load() - beginning;
    return beginning + clocks->ahead.count() + std::int64_t(double(passed) * clocks->rate);
}

} // namespace

/// In place of the C library's, for this program and all that it loads.
extern "C" int clock_gettime(clockid_t clock, std::timespec *time)
{
    const bool isWall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    const bool isMonotonic = clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME ||
                             clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_MONOTONIC_RAW;
    if (virtualNow.load() < 0 || (!isWall && !isMonotonic))
        return int(::syscall(SYS_clock_gettime, clock, time));
    const std::int64_t now = localTime() + (isWall ? wallBeginning * second + clocks->wall.count() : 0);
    time->tv_sec = now / second;
    time->tv_nsec = now % second;
    return 0;
}

namespace everbounce::simulation {

VirtualTime::VirtualTime()
{
    restart();
}

void VirtualTime::restart()
{
    // Single shots that nobody waits for are left over; in Qt they belong to the loop.
    std::set<QObject *> leftOver;
    for (const auto &[key, timer] : m_timers)
        leftOver.insert(timer.object);
    for (QObject *object : leftOver) {
        if (object->parent() == this)
            delete object;
    }
    virtualNow = beginning;
    m_next = 0;
    m_clocks.clear();
}

VirtualTime::~VirtualTime()
{
    virtualNow = -1;
}

VirtualTime &VirtualTime::instance()
{
    return *static_cast<VirtualTime *>(QAbstractEventDispatcher::instance());
}

Nanoseconds VirtualTime::now() const
{
    return Nanoseconds(virtualNow.load());
}

void VirtualTime::runUntil(Nanoseconds when)
{
    deliverPosted();
    while (fireNext(when))
        ;
    virtualNow = std::max(virtualNow.load(), std::int64_t(when.count()));
}

void VirtualTime::inside(int machine, const std::function<void()> &what)
{
    const int outer = std::exchange(m_machine, machine);
    const auto *const outerClocks = std::exchange(clocks, machine < 0 ? &worldClocks : &m_clocks[machine]);
    what();
    deliverPosted();
    m_machine = outer;
    clocks = outerClocks;
}

void VirtualTime::postpone(int machine, Nanoseconds length)
{
    std::vector<std::pair<Key, Timer>> late;
    for (const auto &entry : m_timers) {
        if (entry.second.machine == machine)
            late.push_back(entry);
    }
    for (const auto &[key, timer] : late) {
        m_timers.erase(key);
        const Key later{key.first + length, key.second};
        m_timers.emplace(later, timer);
        m_keys[timer.id] = later;
    }
}

bool VirtualTime::isStopped(int machine) const
{
    const auto found = m_clocks.find(machine);
    return found != m_clocks.end() && found->second.isStopped;
}

double VirtualTime::rateOf(int machine) const
{
    const auto found = m_clocks.find(machine);
    return found == m_clocks.end() ? 1 : found->second.rate;
}

void VirtualTime::deliverPosted()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

/// False where none is due until then.
bool VirtualTime::fireNext(Nanoseconds latest)
{
    for (auto entry = m_timers.begin(); entry != m_timers.end() && entry->first.first <= latest; ++entry) {
        if (isStopped(entry->second.machine))
            continue;
        const Timer timer = entry->second;
        virtualNow = std::max(virtualNow.load(), std::int64_t(entry->first.first.count()));
        m_timers.erase(entry);
        schedule(timer);
        inside(timer.machine, [&timer] {
            QTimerEvent event(timer.id);
            QCoreApplication::sendEvent(timer.object, &event);
        });
        return true;
    }
    return false;
}

void VirtualTime::schedule(const Timer &timer)
{
    const auto late = Nanoseconds(std::int64_t(m_random.unit() * double(m_jitter.count())));
    const auto length = double(std::max<qint64>(timer.interval, 1)) * 1e6 / rateOf(timer.machine);
    const Key key{now() + Nanoseconds(std::int64_t(length)) + late, m_next++};
    m_timers.emplace(key, timer);
    m_keys[timer.id] = key;
}

bool VirtualTime::processEvents(QEventLoop::ProcessEventsFlags)
{
    deliverPosted();
    return fireNext(Nanoseconds::max());
}

void VirtualTime::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    schedule({id, interval, type, object, m_machine});
}

bool VirtualTime::unregisterTimer(int id)
{
    const auto key = m_keys.find(id);
    if (key == m_keys.end())
        return false;
    m_timers.erase(key->second);
    m_keys.erase(key);
    return true;
}

bool VirtualTime::unregisterTimers(QObject *object)
{
    const auto isOf = [object](const auto &entry) { return entry.second.object == object; };
    for (auto entry = m_timers.begin(); entry != m_timers.end();) {
        if (!isOf(*entry)) {
            ++entry;
            continue;
        }
        m_keys.erase(entry->second.id);
        entry = m_timers.erase(entry);
    }
    return true;
}

QList<QAbstractEventDispatcher::TimerInfo> VirtualTime::registeredTimers(QObject *object) const
{
    QList<TimerInfo> list;
    for (const auto &[key, timer] : m_timers) {
        if (timer.object == object)
            list.append(TimerInfo(timer.id, int(timer.interval), timer.type));
    }
    return list;
}

int VirtualTime::remainingTime(int id)
{
    const auto key = m_keys.find(id);
    if (key == m_keys.end())
        return -1;
    return int(std::chrono::ceil<std::chrono::milliseconds>(key->second.first - now()).count());
}

} // namespace everbounce::simulation
