// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/peer/core/LeaseText.h"
#include "tests/simulation/Schedule.h"

#include <algorithm>
#include <cstring>
#include <iostream>

using namespace everbounce;
using namespace everbounce::simulation;

namespace {

struct Arguments
{
    std::uint64_t schedules = 10'000;
    std::uint64_t seed = 1;
    int nodes = 0;
    bool trace = false;
    bool keepGoing = false; ///< count the violations instead of ending at the first
    bool valid = true;
};

constexpr const char *usage =
    "lease_simulation [--schedules N] [--seed S] [--nodes N] [--trace] [--keep-going]\n"
    "Runs N schedules (10000), of seeds S, S+1, ... (1), on 2 to 7 nodes or on so many.\n";

Arguments parse(int argc, char **argv)
{
    Arguments result;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--trace")
            result.trace = true;
        else if (option == "--keep-going")
            result.keepGoing = true;
        else if (option == "--schedules" && i + 1 < argc)
            result.schedules = std::strtoull(argv[++i], nullptr, 10);
        else if (option == "--seed" && i + 1 < argc)
            result.seed = std::strtoull(argv[++i], nullptr, 10);
        else if (option == "--nodes" && i + 1 < argc)
            result.nodes = std::atoi(argv[++i]);
        else
            result.valid = false;
    }
    return result;
}

void print(const char *what, std::vector<Duration> times)
{
    if (times.empty())
        return;
    std::ranges::sort(times);
    std::cout << "  no holder after " << what << ": median " << toText(times[times.size() / 2]) << ", p99 "
              << toText(times[times.size() * 99 / 100]) << ", worst " << toText(times.back()) << " ("
              << times.size() << " times)\n";
}

void print(const Statistics &statistics)
{
    const double hours = double(statistics.virtualTime.count()) / 3.6e12;
    std::cout << statistics.schedules << " schedules, " << hours << " virtual hours, " << statistics.faults
              << " faults, " << statistics.holdings << " times somebody came to hold\n"
              << "  longest until a quiet cluster had exactly one holder: "
              << toText(statistics.longestSettling) << '\n';
    std::cout << "  most messages in 100 ms, for each pair of nodes: " << statistics.mostSaid << '\n';
    print("kill", statistics.afterKill);
    print("freeze", statistics.afterFreeze);
    print("release", statistics.afterRelease);
}

} // namespace

int main(int argc, char **argv)
{
    const Arguments arguments = parse(argc, argv);
    if (!arguments.valid) {
        std::cerr << usage;
        return 2;
    }
    Statistics statistics;
    std::map<std::string, int> violations;
    for (std::uint64_t i = 0; i < arguments.schedules; ++i) {
        const std::uint64_t seed = arguments.seed + i;
        try {
            Schedule({seed, arguments.nodes, arguments.trace ? &std::cout : nullptr}).run(statistics);
        } catch (const Violation &violation) {
            if (violations[violation.name]++ == 0) {
                std::cout << "BROKEN " << violation.what()
                          << "\n  replay: lease_simulation --schedules 1 --seed " << seed;
                if (arguments.nodes > 0)
                    std::cout << " --nodes " << arguments.nodes;
                std::cout << " --trace" << std::endl;
            }
            if (!arguments.keepGoing)
                return 1;
        }
    }
    print(statistics);
    for (const auto &[name, count] : violations)
        std::cout << "BROKEN " << name << " in " << count << " schedules\n";
    return violations.empty() ? 0 : 1;
}
