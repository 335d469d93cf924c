// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/History.h"

#include <QCoreApplication>
#include <QHashFunctions>

#include <algorithm>
#include <cstring>
#include <iostream>

using namespace everbounce;
using namespace everbounce::simulation;

namespace {

struct Arguments
{
    std::uint64_t plans = 200;
    std::uint64_t seed = 1;
    bool keepGoing = false;
    bool withRot = false;
    bool isValid = true;
};

constexpr const char *usage =
    "singleton_simulation [--plans N] [--seed S] [--rot] [--keep-going]\n"
    "Runs N plans (200), of seeds S, S+1, ... (1): singletons as they ship, in "
    "virtual time. A plan that breaks a\n"
    "promise is made smaller before it is printed. --rot: disks rot at rest, too.\n";

Arguments parse(int argc, char **argv)
{
    Arguments result;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--keep-going")
            result.keepGoing = true;
        else if (option == "--rot")
            result.withRot = true;
        else if (option == "--plans" && i + 1 < argc)
            result.plans = std::strtoull(argv[++i], nullptr, 10);
        else if (option == "--seed" && i + 1 < argc)
            result.seed = std::strtoull(argv[++i], nullptr, 10);
        else
            result.isValid = false;
    }
    return result;
}

/// Leaves out what can be left out while some promise is broken.
Plan smallest(Plan plan)
{
    for (bool isSmaller = true; isSmaller;) {
        isSmaller = false;
        for (std::size_t i = 0; i < plan.happenings.size(); ++i) {
            Plan candidate = plan;
            candidate.happenings.erase(candidate.happenings.begin() + std::ptrdiff_t(i));
            if (History(candidate).run().broken.empty())
                continue;
            plan = candidate;
            isSmaller = true;
            break;
        }
    }
    return plan;
}

void tell(const Plan &plan, const std::string &broken, bool withRot)
{
    const Plan small = smallest(plan);
    std::cout << "BROKEN " << broken << "\n  replay: singleton_simulation --plans 1 --seed " << plan.seed
              << (withRot ? " --rot" : "") << "\n  " << small.nodes << " nodes, and of "
              << plan.happenings.size() << " happenings these do:\n";
    for (const Happening &happening : small.happenings)
        std::cout << toText(happening) << '\n';
    std::cout << "  with these: " << History(small).run().broken << std::endl;
}

void tellVacancies(std::vector<Nanoseconds> vacancies)
{
    if (vacancies.empty())
        return;
    std::ranges::sort(vacancies);
    const auto ms = [](Nanoseconds length) { return length / std::chrono::milliseconds(1); };
    std::cout << "Where links were cut and a way was left, " << vacancies.size()
              << " times a node had no holder, for " << ms(vacancies[vacancies.size() / 2])
              << " ms in the median, " << ms(vacancies.back()) << " at most" << std::endl;
}

} // namespace

int main(int argc, char **argv)
{
    const Arguments arguments = parse(argc, argv);
    if (!arguments.isValid) {
        std::cerr << usage;
        return 2;
    }
    QHashSeed::setDeterministicGlobalSeed();
    QCoreApplication::setEventDispatcher(new VirtualTime);
    QCoreApplication app(argc, argv);
    Outcome sum;
    int broken = 0;
    std::uint64_t happenings = 0;
    for (std::uint64_t i = 0; i < arguments.plans; ++i) {
        const std::uint64_t seed = arguments.seed + i;
        const Plan plan = arguments.withRot ? withRot(planOf(seed)) : planOf(seed);
        const Outcome outcome = History(plan).run();
        sum.given += outcome.given;
        sum.acknowledged += outcome.acknowledged;
        sum.merged += outcome.merged;
        sum.undecided += outcome.undecided;
        sum.vacancies.insert(sum.vacancies.end(), outcome.vacancies.begin(), outcome.vacancies.end());
        happenings += plan.happenings.size();
        if (outcome.broken.empty())
            continue;
        ++broken;
        tell(plan, outcome.broken, arguments.withRot);
        if (!arguments.keepGoing)
            break;
    }
    std::cout << arguments.plans << " plans, " << happenings << " happenings; " << sum.given
              << " commands given, " << sum.acknowledged << " acknowledged, " << sum.merged << " merged; "
              << sum.undecided << " flights were too long to be checked; " << broken
              << " plans broke a promise" << std::endl;
    tellVacancies(sum.vacancies);
    return broken == 0 ? 0 : 1;
}
