// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/interruption/FlightAnalysis.h"

#include <algorithm>
#include <cmath>

namespace everbounce::bench {
namespace {

/// A ball that does less than this share of its way stands.
constexpr double standing = 0.1;
/// Instants of frames waver; a rest of one frame too many lasts three frame times.
constexpr double stallFrameTimes = 2.25;
/// Twice half a unit of the second decimal, in both directions: what rounding adds to a movement.
constexpr double rounding = 0.02;

double between(Position a, Position b)
{
    return std::hypot(b.x - a.x, b.y - a.y);
}

/// There must be one at least.
Nanoseconds median(std::vector<Nanoseconds> times)
{
    const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

/// Looks at one frame after the other.
class Onlooker
{
public:
    Onlooker(const DrawnFrame &first, Nanoseconds frameTime, const UnfailedFlight &flight)
        : m_flight(flight)
        , m_frameTime(double(frameTime.count()))
        , m_last(first)
        , m_restsSince(first.at)
    {
        place(first);
    }

    void look(const DrawnFrame &now)
    {
        const double way = between(m_last.position, now.position);
        const double due = m_flight.moved(m_last.at, now.at);
        m_sight.dropped += std::max(0, int(std::lround(frameTimes(now.at - m_last.at))) - 1);
        m_sight.jumps += way > 2 * due + rounding ? 1 : 0;
        place(now);
        if (way < standing * due)
            ++m_still;
        else
            endRest(now.at);
        m_last = now;
    }

    /// All has been seen; the ball may still stand.
    Sight conclude()
    {
        endRest(m_last.at);
        m_sight.lag = median(m_lags);
        return m_sight;
    }

private:
    double frameTimes(Nanoseconds time) const { return double(time.count()) / m_frameTime; }

    void place(const DrawnFrame &frame)
    {
        m_sight.distance = std::max(m_sight.distance, between(frame.position, m_flight.at(frame.at)));
        m_lags.push_back(m_flight.lag(frame.at, frame.position));
    }

    void endRest(Nanoseconds at)
    {
        const Nanoseconds lasted = at - m_restsSince;
        m_sight.longestRest = std::max(m_sight.longestRest, lasted);
        m_sight.stalled += m_still > 0 && frameTimes(lasted) > stallFrameTimes ? 1 : 0;
        m_still = 0;
        m_restsSince = at;
    }

    const UnfailedFlight &m_flight;
    double m_frameTime;
    DrawnFrame m_last;
    Nanoseconds m_restsSince; ///< when the ball was last seen to move
    int m_still = 0;          ///< frames since then that were drawn all the same
    std::vector<Nanoseconds> m_lags;
    Sight m_sight;
};

} // namespace

Position UnfailedFlight::at(Nanoseconds instant) const
{
    return atTick(m_clock.tickAt(instant));
}

Nanoseconds UnfailedFlight::lag(Nanoseconds instant, Position seen) const
{
    constexpr std::chrono::milliseconds moment{1};
    const Position here = at(instant);
    const Position next = at(instant + moment);
    const double dx = next.x - here.x;
    const double dy = next.y - here.y;
    const double moments = ((here.x - seen.x) * dx + (here.y - seen.y) * dy) / (dx * dx + dy * dy);
    return Nanoseconds(static_cast<Nanoseconds::rep>(moments * double(Nanoseconds(moment).count())));
}

double UnfailedFlight::moved(Nanoseconds from, Nanoseconds to) const
{
    const double last = m_clock.tickAt(to);
    double way = 0;
    for (double tick = m_clock.tickAt(from); tick < last;) {
        const double next = std::min(std::floor(tick) + 1, last);
        way += between(atTick(tick), atTick(next));
        tick = next;
    }
    return way;
}

Position UnfailedFlight::atTick(double tick) const
{
    const auto whole = Tick(std::floor(tick));
    const double share = tick - double(whole);
    const Position a = m_flight.at(whole);
    const Position b = m_flight.at(whole + 1);
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

Nanoseconds frameTimeOf(std::span<const DrawnFrame> frames)
{
    std::vector<Nanoseconds> times;
    for (std::size_t index = 1; index < frames.size(); ++index)
        times.push_back(frames[index].at - frames[index - 1].at);
    return median(std::move(times));
}

Sight analyze(std::span<const DrawnFrame> frames, Nanoseconds frameTime, const UnfailedFlight &flight)
{
    if (frames.size() < 2)
        return {.frames = int(frames.size())};
    Onlooker onlooker(frames.front(), frameTime, flight);
    for (const DrawnFrame &frame : frames.subspan(1))
        onlooker.look(frame);
    Sight sight = onlooker.conclude();
    sight.frames = int(frames.size());
    const std::chrono::duration<double> time = frames.back().at - frames.front().at;
    sight.rate = double(frames.size() - 1) / time.count();
    return sight;
}

} // namespace everbounce::bench
