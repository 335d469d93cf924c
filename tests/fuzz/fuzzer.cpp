// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/targets/Targets.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

// libFuzzer's program, by packaging/fuzz: EVERBOUNCE_FUZZ_TARGET names the target.

using namespace everbounce::fuzz;

static const Target *chosen = nullptr;

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    const char *const name = std::getenv("EVERBOUNCE_FUZZ_TARGET");
    const auto &targets = allTargets();
    const auto found = std::find_if(targets.begin(), targets.end(), [name](const Target &target) {
        return name && std::strcmp(name, target.name) == 0;
    });
    if (found == targets.end()) {
        std::fputs("EVERBOUNCE_FUZZ_TARGET names none of the targets:", stderr);
        for (const Target &target : targets)
            std::fprintf(stderr, " %s", target.name);
        std::fputs(".\n", stderr);
        std::exit(2);
    }
    chosen = &*found;
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    chosen->run(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
