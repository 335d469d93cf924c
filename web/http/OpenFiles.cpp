// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/OpenFiles.h"

#include <algorithm>
#include <limits>
#include <sys/resource.h>

namespace everbounce {

int raiseOpenFileLimit()
{
    constexpr rlim_t most = std::numeric_limits<int>::max();
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    const rlim_t soft = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
        return int(std::min(soft, most));
    return int(std::min(limit.rlim_max, most));
}

} // namespace everbounce
