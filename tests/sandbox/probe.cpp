// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/engine/Sandbox.h"
#include "engine/ball/engine/SystemCalls.h"
#include "tests/sandbox/Attempts.h"

#include <atomic>
#include <cstdio>
#include <cstring>
#include <thread>
#include <unistd.h>

using namespace everbounce;

/// sandbox_probe loading|native|script FILE: enters that sandbox, tries what hostile code would, on a thread
/// that ran before as well as on the main one, and prints what got through, one a line.
int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const std::string level = argv[1];
    const std::string secret = argv[2];
    std::vector<std::string> through;
    const auto attempt = [&] {
        const auto add = [&](const std::vector<std::string> &more) {
            through.insert(through.end(), more.begin(), more.end());
        };
        add(harmfulCalls(::getppid(), secret));
        if (level != "loading")
            add(fileCalls(secret));
        if (level == "script")
            add(nativeCalls());
    };
    if (!enterSandbox())
        return 3;
    std::atomic<bool> entered = false;
    std::thread before([&] {
        while (!entered)
            std::this_thread::yield();
        attempt();
    });
    if (level != "loading" && !allowOnly(level == "native" ? SystemCalls::Native : SystemCalls::Script))
        return 3;
    entered = true;
    before.join();
    attempt();
    for (const std::string &call : through)
        std::puts(call.c_str());
    std::puts("tried");
    std::fflush(stdout);
    std::_Exit(0);
}
