// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/soak/Cluster.h"

#include <QMap>
#include <QTimer>

namespace everbounce::soak {

/// Breaks one thing after the other, and mends it again: processes, paths, connections and disks; and gives
/// the cluster a new key now and then. What, and for how long, follows from the seed.
class Faults : public QObject
{
    Q_OBJECT
public:
    Faults(Hosts &hosts, Cluster &cluster, quint64 seed);

    /// No more faults; what is broken is mended.
    void stop();

    /// How many there were, by their names.
    const QMap<QString, int> &counts() const { return m_counts; }

private:
    void strike();
    void later(std::chrono::milliseconds most, std::function<void()> mend);
    void note(const char *name) { ++m_counts[QString::fromLatin1(name)]; }
    int anyNode() { return int(m_random.below(std::uint64_t(m_cluster.size()))); }
    std::chrono::milliseconds upTo(std::chrono::milliseconds most);

    void kill();
    void killAll();
    void freeze();
    void part();
    void cut();
    void cutOneWay();
    void reset();
    void disturb();
    void fillDisk();
    void changeKey();

    Hosts &m_hosts;
    Cluster &m_cluster;
    Random m_random;
    QTimer m_next;
    QMap<QString, int> m_counts;
    bool m_stopped = false;
};

} // namespace everbounce::soak
