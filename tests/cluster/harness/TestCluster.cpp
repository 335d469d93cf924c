// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/TestCluster.h"

#include "tests/cluster/harness/Wait.h"
#include "tests/cluster/harness/network/FreePorts.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>

#include <algorithm>

namespace everbounce::harness {

ClusterGround::ClusterGround()
    : m_keyFile(makeKeyFile(QStringLiteral("cluster.key")))
    , m_discoveryPort(freeUdpPort())
{
}

NodeOptions ClusterGround::optionsOf(int number)
{
    while (int(m_httpPorts.size()) <= number)
        m_httpPorts.push_back(freeTcpPort());
    NodeOptions options;
    options.name = QStringLiteral("node%1").arg(number);
    options.httpPort = m_httpPorts.at(std::size_t(number));
    options.discoveryPort = m_discoveryPort;
    options.clusterName = QStringLiteral("test-%1").arg(m_discoveryPort);
    options.keyFile = m_keyFile;
    options.stateDir = m_directory.filePath(options.name);
    options.home = m_directory.path();
    return options;
}

QString ClusterGround::makeKeyFile(const QString &name) const
{
    QFile file(m_directory.filePath(name));
    quint32 key[8];
    QRandomGenerator::system()->fillRange(key);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(reinterpret_cast<const char *>(key), sizeof key) != qint64(sizeof key) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        qFatal("The key file %s cannot be written.", qPrintable(file.fileName()));
    return file.fileName();
}

TestCluster::TestCluster(int nodes, const std::function<void(NodeOptions &, int)> &adapt)
{
    for (int index = 0; index < nodes; ++index) {
        NodeOptions options = m_ground.optionsOf(index);
        // For packaging/check --against: every other node is of another build.
        if (const QString other = qEnvironmentVariable("EVERBOUNCE_OTHER_BIN"); index % 2 && !other.isEmpty())
            options.program = QDir(other).absoluteFilePath(options.program);
        if (adapt)
            adapt(options, index);
        m_members.push_back({std::make_unique<NodeProcess>(options), nullptr});
    }
}

bool TestCluster::start()
{
    std::vector<int> started;
    for (int index = 0; index < size(); ++index)
        if (!node(index).running()) {
            node(index).start();
            started.push_back(index);
        }
    return std::ranges::all_of(started, [this](int index) { return watchStarted(index); }) &&
           waitUntilAgreed();
}

bool TestCluster::start(int index)
{
    node(index).start();
    return watchStarted(index);
}

bool TestCluster::watchStarted(int index)
{
    Member &member = m_members.at(std::size_t(index));
    waitUntil([&] { return member.process->isReady() || !member.process->running(); });
    if (!member.process->isReady())
        return false;
    member.watch = std::make_unique<Viewer>(member.process->url(), Viewer::Mode::Track);
    return waitUntil([&] { return member.watch->term() != 0 || !member.process->running(); });
}

bool TestCluster::agreed() const
{
    const Viewer *first = nullptr;
    for (const Member &member : m_members) {
        if (!member.process->running())
            continue;
        if (!member.watch || !showsAllRunning(*member.watch))
            return false;
        if (!first)
            first = member.watch.get();
        if (member.watch->term() != first->term() || member.watch->holder() != first->holder())
            return false;
    }
    return first && indexOf(first->holder()) >= 0;
}

bool TestCluster::waitUntilAgreed()
{
    const auto anyCrashed = [this] {
        return std::ranges::any_of(m_members, [](const Member &member) { return member.process->crashed(); });
    };
    if (!waitUntil([&] { return agreed() || anyCrashed(); }) || anyCrashed())
        return false;
    for (const Member &member : m_members)
        if (member.process->running()) {
            m_term = member.watch->term();
            m_holder = indexOf(member.watch->holder());
        }
    return true;
}

void TestCluster::stopWatching()
{
    for (Member &member : m_members)
        member.watch.reset();
}

QString TestCluster::logs() const
{
    constexpr qsizetype lines = 40;
    QString all;
    for (const Member &member : m_members) {
        const QStringList log = member.process->standardError().split(u'\n');
        all += QStringLiteral("--- %1 %2:\n").arg(member.process->options().name, member.process->state()) +
               log.mid(std::max<qsizetype>(0, log.size() - lines)).join(u'\n');
    }
    return all;
}

bool TestCluster::showsAllRunning(const Viewer &watch) const
{
    QStringList shown;
    const QJsonArray nodes = watch.cluster().value(QLatin1String("nodes")).toArray();
    for (const auto &node : nodes)
        shown << node.toObject().value(QLatin1String("id")).toString();
    QStringList running;
    for (const Member &member : m_members)
        if (member.process->running())
            running << member.process->id();
    std::sort(shown.begin(), shown.end());
    std::sort(running.begin(), running.end());
    return shown == running;
}

int TestCluster::indexOf(const QString &id) const
{
    for (int index = 0; index < size(); ++index) {
        const NodeProcess &process = *m_members.at(std::size_t(index)).process;
        if (process.running() && process.id() == id)
            return index;
    }
    return -1;
}

} // namespace everbounce::harness
