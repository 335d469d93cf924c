// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/FrameClock.h"

#include <algorithm>

namespace everbounce {
namespace {

/// The weight of one frame in the recent average.
constexpr double weight = 1.0 / 16;
/// One frame that was very late says nothing about the next ones.
constexpr std::chrono::milliseconds mostError{8};
/// From one frame to the next the ball moves by at most this times what it flies meanwhile.
constexpr double fastest = 1.5;
/// A viewer that is further behind has seen the ball stand still: it goes on where it is.
constexpr std::chrono::milliseconds longestWay{100};

void slide(double &error, Nanoseconds difference)
{
    const Nanoseconds size = std::min<Nanoseconds>(std::chrono::abs(difference), mostError);
    error += weight * (double(size.count()) - error);
}

} // namespace

Nanoseconds FrameClock::expected(std::uint64_t number, Nanoseconds now, Nanoseconds interval) const
{
    return choose(forecast(number, now, interval));
}

Nanoseconds FrameClock::aim(std::uint64_t number, Nanoseconds now, Nanoseconds interval, Nanoseconds latest)
{
    Forecast made = forecast(number, now, interval);
    made.aimed = std::min(paced(number, choose(made)), latest);
    m_open.insert_or_assign(number, made);
    return made.aimed;
}

void FrameClock::presented(std::uint64_t number, Nanoseconds at)
{
    m_shown.reset();
    const auto frame = m_open.find(number);
    if (frame != m_open.end()) {
        m_shown = frame->second.aimed;
        learn(frame->second, at);
        m_open.erase(m_open.begin(), std::next(frame)); // older ones were never presented
    }
    m_number = number;
    m_at = at;
}

FrameClock::Forecast FrameClock::forecast(std::uint64_t number, Nanoseconds now, Nanoseconds interval) const
{
    if (m_number == 0 || number <= m_number)
        return {now, now, now, now};
    // Never in the past (frames were left out), and not far ahead (some were drawn but never presented).
    const auto due = m_at + interval * static_cast<Nanoseconds::rep>(number - m_number);
    return {now, std::clamp(due, now, now + 2 * interval), now + std::min(usualLead(), 2 * interval)};
}

Nanoseconds FrameClock::choose(const Forecast &forecast) const
{
    return m_leadError < m_beatError ? forecast.byLead : forecast.byBeat;
}

/// The frame before may have been seen later than it was drawn for. The ball makes up for that in steps that
/// nobody takes for a jump.
Nanoseconds FrameClock::paced(std::uint64_t number, Nanoseconds instant) const
{
    if (!m_shown || number != m_number + 1 || instant <= *m_shown || instant > *m_shown + longestWay)
        return instant;
    const auto meanwhile = fastest * double((instant - m_at).count());
    return std::min(instant, *m_shown + Nanoseconds(static_cast<Nanoseconds::rep>(std::max(meanwhile, 0.0))));
}

void FrameClock::learn(const Forecast &forecast, Nanoseconds at)
{
    slide(m_beatError, at - forecast.byBeat);
    slide(m_leadError, at - forecast.byLead);
    m_leads[m_learned++ % m_leads.size()] = at - forecast.madeAt;
}

/// The median.
Nanoseconds FrameClock::usualLead() const
{
    auto leads = m_leads;
    const auto end = leads.begin() + std::ptrdiff_t(std::min(m_learned, leads.size()));
    const auto middle = leads.begin() + (end - leads.begin()) / 2;
    std::nth_element(leads.begin(), middle, end);
    return *middle;
}

} // namespace everbounce
