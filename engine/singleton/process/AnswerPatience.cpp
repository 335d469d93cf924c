// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/process/AnswerPatience.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr auto shortestLook = 2ms;
constexpr auto longestLook = 20ms; // the caller also notes how much memory it uses
/// A disk may be slow, but not for ever.
constexpr int diskShare = 4;

} // namespace

AnswerPatience::AnswerPatience(const Limits &limits, Nanoseconds now, Nanoseconds used)
    : m_limits(limits)
    , m_lookedAt(now)
    , m_usedBefore(used)
    , m_used(used)
{
}

AnswerPatience::Verdict AnswerPatience::look(Nanoseconds now, const ProcessUsage &usage)
{
    const Nanoseconds passed = std::min(now - m_lookedAt, 2 * nextLook());
    const Nanoseconds idle = std::max(passed - (usage.processorTime - m_used), Nanoseconds(0));
    m_lookedAt = now;
    m_used = usage.processorTime;
    if (usage.state == ProcessUsage::State::Sleeps)
        m_slept += idle;
    else if (usage.state == ProcessUsage::State::WaitsForDisk)
        m_heldUp += idle / diskShare;
    else if (usage.state == ProcessUsage::State::IsStopped)
        m_stopped += idle;
    if (m_used - m_usedBefore >= m_limits.processorTime)
        return Verdict::Hung;
    if (m_slept + m_heldUp + m_stopped < m_limits.sleep)
        return Verdict::Waiting;
    if (m_slept >= m_heldUp + m_stopped)
        return Verdict::Asleep;
    return m_heldUp > m_stopped ? Verdict::HeldUp : Verdict::Stopped;
}

AnswerPatience::Nanoseconds AnswerPatience::nextLook() const
{
    const Nanoseconds left = m_limits.processorTime - (m_used - m_usedBefore);
    return std::clamp<Nanoseconds>(left, shortestLook, longestLook);
}

} // namespace everbounce
