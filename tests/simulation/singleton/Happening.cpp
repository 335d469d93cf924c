// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/Happening.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace everbounce::simulation {

namespace {

using namespace std::chrono_literals;
using Kind = Happening::Kind;

/// As often as they are listed.
constexpr std::array kinds{
    Kind::Kill,      Kind::Kill,     Kind::Kill,      Kind::PowerCut,    Kind::PowerCut, Kind::HandOver,
    Kind::Freeze,    Kind::Freeze,   Kind::Freeze,    Kind::Part,        Kind::Part,     Kind::Part,
    Kind::Cut,       Kind::Cut,      Kind::CutOneWay, Kind::Reset,       Kind::Reset,    Kind::EngineCrash,
    Kind::Suspend,   Kind::WallStep, Kind::FullDisk,  Kind::FailingDisk, Kind::SlowDisk, Kind::SlowDisk,
    Kind::LyingDisk, Kind::OldDisk,  Kind::Loss,      Kind::Delay};
constexpr std::array names{"kill",
                           "cut the power of all",
                           "hand over",
                           "freeze",
                           "part into",
                           "cut off",
                           "cut one way",
                           "reset all connections of",
                           "crash the engine",
                           "suspend",
                           "set the wall clock of",
                           "fill the disk of",
                           "have the disk fail of",
                           "slow down the disk of",
                           "have the disk lie of",
                           "give back its old disk to",
                           "lose messages",
                           "delay messages",
                           "damage the disk of",
                           "make unreadable the disk of"};
static_assert(names.size() == std::size_t(Kind::UnreadDisk) + 1);

constexpr int kindsInPlan = 6;
constexpr int longPlans = 20; ///< one in so many
/// In one plan of so many nodes tell and keep little, so that it is soon too little.
constexpr std::uint64_t tersePlans = 3, forgetfulPlans = 4;
constexpr std::size_t fewStretches = 3, fewCommands = 20;

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
    Plan plan{.seed = seed, .nodes = int(2 + random.below(4))};
    plan.drift = random.below(4) == 0 ? 0.02 * random.unit() : 0.0002;
    plan.length = 1s + upTo(random, random.below(longPlans) == 0 ? 9s : 3s);
    if (seed % tersePlans == 0)
        plan.stretchesTold = fewStretches;
    if (seed % forgetfulPlans == 0)
        plan.commandsKept = fewCommands;
    std::array<Kind, kindsInPlan> drawn{};
    for (Kind &kind : drawn)
        kind = kinds[random.below(kinds.size())];
    auto count = 1 + random.below(8);
    if (seed % tersePlans == 0) { // while one side is away, the other one has many holders
        drawn = {Kind::Part, Kind::HandOver, Kind::HandOver, Kind::HandOver, Kind::Kill, drawn[0]};
        count += 8;
    }
    Nanoseconds last{0};
    for (std::uint64_t i = 0; i < count; ++i) {
        Happening next;
        next.kind = drawn[random.below(drawn.size())];
        const bool isClose = i > 0 && random.below(3) == 0;
        next.at = isClose ? last + upTo(random, 150ms) : 400ms + upTo(random, plan.length - 400ms);
        last = next.at;
        next.length = random.below(3) == 0 ? upTo(random, 3s) : upTo(random, 700ms);
        next.node = int(random.below(std::uint32_t(plan.nodes)));
        next.other = (next.node + 1 + int(random.below(std::uint32_t(plan.nodes - 1)))) % plan.nodes;
        const auto sides = 2 + random.below(2);
        for (int node = 0; node < plan.nodes; ++node)
            next.sides.push_back(int(random.below(sides)));
        plan.happenings.push_back(next);
    }
    std::ranges::stable_sort(plan.happenings, {}, &Happening::at);
    return plan;
}

Plan withRot(Plan plan)
{
    Random random{plan.seed ^ 0x726f74};
    const auto count = 1 + random.below(3);
    for (std::uint64_t i = 0; i < count; ++i) {
        Happening next;
        next.kind = random.below(3) == 0 ? Kind::UnreadDisk : Kind::RottenDisk;
        next.at = 400ms + upTo(random, plan.length - 400ms);
        next.length = upTo(random, 1s);
        next.node = int(random.below(std::uint32_t(plan.nodes)));
        plan.happenings.push_back(next);
    }
    std::ranges::stable_sort(plan.happenings, {}, &Happening::at);
    return plan;
}

bool isDishonest(Kind kind)
{
    return kind == Kind::LyingDisk || kind == Kind::OldDisk || kind == Kind::RottenDisk;
}

bool isSplit(Kind kind)
{
    constexpr std::array splits{Kind::Part,    Kind::Cut,      Kind::CutOneWay, Kind::Loss,   Kind::Delay,
                                Kind::Suspend, Kind::PowerCut, Kind::Freeze,    Kind::OldDisk};
    return std::ranges::find(splits, kind) != splits.end();
}

std::string toText(const Happening &happening)
{
    char line[120];
    std::snprintf(line, sizeof line, "%7.3f s  %s", seconds(happening.at),
                  names[std::size_t(happening.kind)]);
    std::string text = line;
    switch (happening.kind) {
    case Kind::PowerCut:
    case Kind::HandOver:
    case Kind::EngineCrash:
    case Kind::Loss:
    case Kind::Delay:
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
        text += " node " + std::to_string(happening.node);
    }
    std::snprintf(line, sizeof line, " for %.3f s", seconds(happening.length));
    return text + line;
}

} // namespace everbounce::simulation
