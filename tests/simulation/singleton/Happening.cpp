// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/Happening.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace everbounce::simulation {

namespace {

using namespace std::chrono_literals;
using Kind = Happening::Kind;

constexpr std::array kinds{Kind::Kill,     Kind::Kill,       Kind::Kill,   Kind::PowerCut,  Kind::HandOver,
                           Kind::Freeze,   Kind::Freeze,     Kind::Freeze, Kind::Part,      Kind::Part,
                           Kind::Part,     Kind::Cut,        Kind::Cut,    Kind::CutOneWay, Kind::Reset,
                           Kind::FullDisk, Kind::EngineCrash};
constexpr std::array names{
    "kill",        "cut the power of all",     "hand over",        "freeze",          "part into", "cut off",
    "cut one way", "reset all connections of", "fill the disk of", "crash the engine"};

Nanoseconds upTo(Random &random, Nanoseconds most)
{
    return Nanoseconds(std::int64_t(random.unit() * double(most.count())));
}

double seconds(Nanoseconds length)
{
    return std::chrono::duration<double>(length).count();
}

} // namespace

Plan planOf(std::uint64_t seed)
{
    Random random{seed};
    Plan plan{seed, int(2 + random.below(4)), 3s + upTo(random, 9s), {}};
    const auto count = 1 + random.below(10);
    for (std::uint64_t i = 0; i < count; ++i) {
        Happening next;
        next.kind = kinds[random.below(kinds.size())];
        next.at = 1s + upTo(random, plan.length - 1s);
        next.length = random.below(3) == 0 ? upTo(random, 4s) : upTo(random, 700ms);
        next.node = int(random.below(std::uint64_t(plan.nodes)));
        next.other = (next.node + 1 + int(random.below(std::uint64_t(plan.nodes - 1)))) % plan.nodes;
        const auto sides = 2 + random.below(2);
        for (int node = 0; node < plan.nodes; ++node)
            next.sides.push_back(int(random.below(sides)));
        plan.happenings.push_back(next);
    }
    std::ranges::stable_sort(plan.happenings, {}, &Happening::at);
    return plan;
}

std::string toText(const Happening &happening)
{
    char line[120];
    std::snprintf(line, sizeof line, "%7.3f s  %s", seconds(happening.at),
                  names[std::size_t(happening.kind)]);
    std::string text = line;
    switch (happening.kind) {
    case Kind::Kill:
    case Kind::Freeze:
    case Kind::Reset:
    case Kind::FullDisk:
        text += " node " + std::to_string(happening.node);
        break;
    case Kind::Cut:
    case Kind::CutOneWay:
        text += " nodes " + std::to_string(happening.node) + " and " + std::to_string(happening.other);
        break;
    case Kind::Part:
        for (const int side : happening.sides)
            text += ' ' + std::to_string(side);
        break;
    default:
        break;
    }
    std::snprintf(line, sizeof line, " for %.3f s", seconds(happening.length));
    return text + line;
}

} // namespace everbounce::simulation
