// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"
#include "tests/simulation/Schedule.h"

#include <QElapsedTimer>

namespace everbounce::bench {
namespace {

using namespace simulation;

constexpr int nodes = 100;

Figure one(const char *what, const char *unit, const char *target, double value, int decimals)
{
    return {QString::fromLatin1(what), QString::fromUtf8(unit), QString::fromUtf8(target), {value}, decimals};
}

void addTimes(Result &result, const char *what, const char *target, const std::vector<Duration> &times)
{
    Figure figure{QString::fromLatin1(what), QStringLiteral("virtual ms"), QString::fromUtf8(target), {}};
    for (const Duration time : times)
        figure.samples << milliseconds(time);
    if (!figure.samples.isEmpty())
        result.figures << figure;
}

Result measureSimulation(const Extent &extent)
{
    Statistics statistics;
    int violations = 0;
    QElapsedTimer timer;
    timer.start();
    for (int seed = 1; seed <= extent.simulated; ++seed) {
        try {
            Schedule({.seed = std::uint64_t(seed), .nodes = nodes}).run(statistics);
        } catch (const Violation &violation) {
            ++violations;
            qWarning("Seed %d: %s", seed, violation.what());
        }
    }
    Result result;
    result.figures << one("broken promises", "", "0", violations, 0)
                   << one("histories", "", "", extent.simulated, 0)
                   << one("virtual time", "s", "", milliseconds(statistics.virtualTime) / 1000, 0)
                   << one("real time", "s", "", double(timer.elapsed()) / 1000, 1)
                   << one("faults", "", "", double(statistics.faults), 0);
    addTimes(result, "no holder after a kill", "≤ 7 of the network's longest delays", statistics.afterKill);
    addTimes(result, "no holder after a freeze", "≤ 550", statistics.afterFreeze);
    addTimes(result, "no holder after a release", "≤ 1 delay", statistics.afterRelease);
    return result;
}

} // namespace

const Part simulationPart{
    "simulation", "A hundred nodes, simulated",
    "Histories of 100 nodes in virtual time, with the seeds 1, 2, ...: the lease's own code, in a network "
    "with delays of up\n"
    "to 5 ms. First comes a storm of kills, freezes, joins, cuts, loss and reordering, then clean failures "
    "of a quiet\n"
    "cluster. Every promise of the lease (`tests/simulation/Invariants.h`) is checked at every step.",
    measureSimulation};

} // namespace everbounce::bench
