// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/Deliveries.h"

#include "tests/bench/report/Figure.h"

#include <algorithm>
#include <charconv>

namespace everbounce::bench {
namespace {

constexpr std::string_view trackBegin = R"({"type":"track")";
constexpr std::string_view frameBegin = R"({"type":"frame")";

/// The number that follows the name.
double numberOf(std::string_view text, std::string_view name)
{
    double number = 0;
    if (const auto at = text.find(name); at != std::string_view::npos)
        std::from_chars(text.data() + at + name.size(), text.data() + text.size(), number);
    return number;
}

double tickOf(std::string_view text)
{
    return numberOf(text, text.starts_with(trackBegin) ? R"("now":)" : R"("tick":)");
}

} // namespace

bool Deliveries::isFlight(std::string_view text)
{
    return text.starts_with(trackBegin) || text.starts_with(frameBegin);
}

void Deliveries::add(std::string_view text, Nanoseconds at)
{
    const auto [found, isNew] = m_broadcasts.try_emplace(std::hash<std::string_view>{}(text));
    Broadcast &broadcast = found->second;
    if (isNew)
        broadcast = {tickOf(text), at, at, 0};
    broadcast.last = at;
    ++broadcast.viewers;
}

Deliveries::Times Deliveries::times(int viewers, Nanoseconds tick) const
{
    Times times;
    const auto published = [tick](const Broadcast &broadcast) {
        return Nanoseconds(std::int64_t(broadcast.tick * double(tick.count())));
    };
    Nanoseconds clock = Nanoseconds::max(); // of tick 0
    Nanoseconds begin = Nanoseconds::max();
    Nanoseconds end = Nanoseconds::min();
    for (const auto &[text, broadcast] : m_broadcasts) {
        clock = std::min(clock, broadcast.first - published(broadcast));
        if (broadcast.viewers != viewers)
            continue;
        begin = std::min(begin, broadcast.first);
        end = std::max(end, broadcast.first);
    }
    for (const auto &[text, broadcast] : m_broadcasts) {
        if (broadcast.first < begin || broadcast.first > end)
            continue;
        times.missed += viewers - broadcast.viewers;
        if (broadcast.viewers != viewers)
            continue;
        times.untilLast << milliseconds(broadcast.last - clock - published(broadcast));
        times.spread << milliseconds(broadcast.last - broadcast.first);
    }
    return times;
}

} // namespace everbounce::bench
