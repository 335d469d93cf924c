// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"

#include "tests/cluster/harness/Wait.h"

namespace everbounce::bench {

void require(bool happened, const char *what)
{
    if (!happened)
        throw Failure(what);
}

static int restDivisor = 1;

void shortenRests(int divisor)
{
    restDivisor = divisor;
}

void watchFor(std::chrono::milliseconds time)
{
    harness::waitUntil([] { return false; }, time);
}

void rest(std::chrono::milliseconds time)
{
    watchFor(time / restDivisor);
}

} // namespace everbounce::bench
