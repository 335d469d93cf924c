// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/harness/NodeProcess.h"
#include "tests/cluster/harness/Viewer.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <vector>

namespace everbounce::harness {

/// A key, a cluster name, a discovery port and directories that no other cluster on this machine has. Gone
/// with this object.
class ClusterGround
{
public:
    ClusterGround();

    /// Options of the node of a number, always the same ones: a port of its own, a state directory.
    NodeOptions optionsOf(int number);

    QString directory() const { return m_directory.path(); }
    quint16 discoveryPort() const { return m_discoveryPort; }

    /// Writes a file with a new key, and gives its name.
    QString makeKeyFile(const QString &name) const;

private:
    QTemporaryDir m_directory;
    QString m_keyFile;
    quint16 m_discoveryPort;
    std::vector<quint16> m_httpPorts;
};

/// A cluster of real nodes on this machine. A viewer in track mode watches each of them.
class TestCluster
{
public:
    /// `adapt` may change the options of each node, by its index.
    explicit TestCluster(int nodes, const std::function<void(NodeOptions &, int)> &adapt = {});

    /// Starts every node that does not run, and waits until all agree. False where they do not.
    bool start();

    /// Starts one that does not run, and waits until it knows a holder.
    bool start(int index);

    int size() const { return int(m_members.size()); }
    NodeProcess &node(int index) { return *m_members.at(std::size_t(index)).process; }
    /// Watches the node since its last start; null before.
    Viewer *watch(int index) { return m_members.at(std::size_t(index)).watch.get(); }
    /// No viewers any more: for measuring nodes that have none.
    void stopWatching();
    ClusterGround &ground() { return m_ground; }

    /// All running nodes show the same term and holder, the holder is one of them, and each shows all running
    /// ones and no other.
    bool agreed() const;

    /// False also if a node has crashed that nobody killed.
    bool waitUntilAgreed();

    /// The term and the index of the holder, of the last agreement.
    quint64 term() const { return m_term; }
    int holder() const { return m_holder; }

    /// What the nodes have logged, the last lines of each, for a test that failed.
    QString logs() const;

private:
    struct Member
    {
        std::unique_ptr<NodeProcess> process;
        std::unique_ptr<Viewer> watch;
    };

    bool watchStarted(int index);
    bool showsAllRunning(const Viewer &watch) const;
    int indexOf(const QString &id) const;

    ClusterGround m_ground;
    std::vector<Member> m_members;
    quint64 m_term = 0;
    int m_holder = -1;
};

} // namespace everbounce::harness
