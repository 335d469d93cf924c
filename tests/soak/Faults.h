// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/soak/Cluster.h"
#include "tests/soak/Hand.h"

#include <QMap>

namespace everbounce::soak {

/// Breaks things and mends them again: processes, paths and connections, and disks, each by a hand of its
/// own, so that faults of different kinds overlap. Gives the cluster a new key now and then, too. What
/// breaks, and for how long, follows from the seed.
class Faults
{
public:
    Faults(Hosts &hosts, Cluster &cluster, quint64 seed);

    /// No more faults; what is broken is mended.
    void stop();

    /// How many there were, by their names.
    const QMap<QString, int> &counts() const { return m_counts; }

private:
    void note(const char *name) { ++m_counts[QString::fromLatin1(name)]; }
    int any(Hand &hand) { return int(hand.below(std::uint64_t(m_cluster.size()))); }

    void kill();
    void killAll();
    void freeze();
    void throttle();
    void suspend();
    void changeKey();

    void part();
    void cut();
    void cutOneWay();
    void reset();
    void disturb();

    void fillDisk();

    Hosts &m_hosts;
    Cluster &m_cluster;
    QMap<QString, int> m_counts;
    QTimer m_throttle;
    Hand m_processes;
    Hand m_paths;
    Hand m_disks;
};

} // namespace everbounce::soak
