// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/harness/NodeProcess.h"
#include "tests/soak/Hosts.h"
#include "tests/soak/Slumber.h"

#include <QDir>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>

namespace everbounce::soak {

/// What a node answered.
struct Answer
{
    int status = 0; ///< 0: nothing came
    QJsonObject body;

    quint64 number(const char *member) const { return quint64(body.value(QLatin1String(member)).toDouble()); }
};

/// What a node shows of the cluster.
struct Shown
{
    quint64 term = 0;
    QString holder;
    quint64 revision = 0;
    qsizetype nodes = 0;

    bool operator==(const Shown &) const = default;
};

/// Real nodes, one on each host, each with its state and its key on a small disk of its own.
class Cluster
{
public:
    explicit Cluster(Hosts &hosts);
    ~Cluster();

    int size() const { return int(m_nodes.size()); }
    harness::NodeProcess &node(int index) { return *m_nodes[std::size_t(index)]; }

    /// Fills the disk of a node, or makes room on it again.
    void setDiskFull(int index, bool isFull);

    /// The machine of a node sleeps, or wakes up again.
    void suspend(int index);
    void resume(int index);

    /// Gives a command to a node, under a key for retries if there is one; `done` is called from the event
    /// loop.
    void command(int index, const QString &path, const QJsonObject &body, const QByteArray &key,
                 std::function<void(const Answer &)> done);

    /// What all nodes show, once they have shown the same for a while and see each other; nothing if they do
    /// not in time. Runs the event loop.
    std::optional<Shown> settle();

    /// The last lines of each node's log.
    QString logs() const;

private:
    QUrl url(int index, const QString &path) const;
    std::optional<Shown> look(int index);

    Hosts &m_hosts;
    QTemporaryDir m_directory;
    QByteArray m_token;
    std::vector<std::unique_ptr<Slumber>> m_slumbers;
    std::vector<std::unique_ptr<harness::NodeProcess>> m_nodes;
    QNetworkAccessManager m_network;
};

} // namespace everbounce::soak
