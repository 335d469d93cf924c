// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"

#include <QString>

#include <chrono>
#include <map>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

namespace everbounce::soak {

/// What befalls frames from one host to another.
struct Path
{
    bool isCut = false;
    double loss = 0; ///< a share, 0 to 1
    std::chrono::milliseconds delay{0};
    std::chrono::milliseconds jitter{0}; ///< up to so much more, so that frames overtake each other
};

/// An Ethernet switch in this process, over TAP devices: it cuts, loses and delays for kernels without netem.
/// It makes one device for each host, in the network namespace of this process: host N has `tapN`, and must
/// have the hardware address that macOf() returns, by which frames are forwarded. Runs in a thread of its
/// own; its functions may be called from any.
class Switch
{
public:
    explicit Switch(int hosts);
    ~Switch();
    Switch(const Switch &) = delete;
    Switch &operator=(const Switch &) = delete;

    /// What went wrong; empty if it runs.
    QString problem() const { return m_problem; }

    static QString deviceOf(int host) { return QStringLiteral("tap%1").arg(host); }
    static QString macOf(int host);

    void setPath(int from, int to, const Path &path);
    void heal();

private:
    using Clock = std::chrono::steady_clock;

    struct Held
    {
        Clock::time_point due;
        int to = 0;
        std::string frame;

        bool operator<(const Held &other) const { return due > other.due; } // the earliest on top
    };

    bool open(int host);
    void run();
    void read(int from);
    void pass(int from, int to, const std::string &frame);
    int release();

    QString m_problem;
    std::vector<int> m_taps; ///< by host, from 1; [0] wakes the thread to its end
    int m_end = -1;          ///< the other side of that
    std::mutex m_mutex;
    std::map<std::pair<int, int>, Path> m_paths;
    Random m_random{1};
    std::priority_queue<Held> m_held;
    std::thread m_thread;
};

} // namespace everbounce::soak
