// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/BusyHost.h"
#include "tests/simulation/LeaseText.h"
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
    int lease = 0; ///< ms; 0: the usual one
    int busy = 0;  ///< minutes
    bool stretches = true;
    bool trace = false;
    bool keepGoing = false; ///< count the violations instead of ending at the first
    bool valid = true;
};

constexpr const char *usage =
    "lease_simulation [--schedules N] [--seed S] [--nodes N] [--lease MS] [--trace] [--keep-going]\n"
    "Runs N schedules (10000), of seeds S, S+1, ... (1), on 2 to 7 nodes or on so many.\n"
    "lease_simulation --busy MINUTES [--seed S] [--lease MS] [--rigid]\n"
    "Runs three nodes with a lease of 30 ms on a machine that is busy, or, with --rigid, such as heed no "
    "other length.\n";

Arguments parse(int argc, char **argv)
{
    Arguments result;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--trace")
            result.trace = true;
        else if (option == "--rigid")
            result.stretches = false;
        else if (option == "--keep-going")
            result.keepGoing = true;
        else if (option == "--schedules" && i + 1 < argc)
            result.schedules = std::strtoull(argv[++i], nullptr, 10);
        else if (option == "--seed" && i + 1 < argc)
            result.seed = std::strtoull(argv[++i], nullptr, 10);
        else if (option == "--nodes" && i + 1 < argc)
            result.nodes = std::atoi(argv[++i]);
        else if (option == "--lease" && i + 1 < argc)
            result.lease = std::atoi(argv[++i]);
        else if (option == "--busy" && i + 1 < argc)
            result.busy = std::atoi(argv[++i]);
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

int runBusy(const Arguments &arguments)
{
    BusyHost host({arguments.seed, std::chrono::milliseconds(arguments.lease ? arguments.lease : 30),
                   arguments.stretches});
    const int takeovers = host.falseTakeovers(std::chrono::minutes(arguments.busy));
    std::cout << takeovers << " takeovers of a living holder in " << arguments.busy << " busy minutes\n"
              << "  the lease in the end: " << toText(host.length()) << '\n';
    std::cout << "  no holder after freeze: " << toText(host.freezeHolder()) << '\n';
    return takeovers == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const Arguments arguments = parse(argc, argv);
    if (!arguments.valid) {
        std::cerr << usage;
        return 2;
    }
    if (arguments.busy > 0)
        return runBusy(arguments);
    Statistics statistics;
    std::map<std::string, int> violations;
    for (std::uint64_t i = 0; i < arguments.schedules; ++i) {
        const std::uint64_t seed = arguments.seed + i;
        try {
            Schedule({seed, arguments.nodes,
                      std::chrono::milliseconds(arguments.lease ? arguments.lease : 500),
                      arguments.trace ? &std::cout : nullptr})
                .run(statistics);
        } catch (const Violation &violation) {
            if (violations[violation.name]++ == 0) {
                std::cout << "BROKEN " << violation.what()
                          << "\n  replay: lease_simulation --schedules 1 --seed " << seed;
                if (arguments.nodes > 0)
                    std::cout << " --nodes " << arguments.nodes;
                if (arguments.lease > 0)
                    std::cout << " --lease " << arguments.lease;
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
