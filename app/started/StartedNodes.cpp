// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/started/StartedNodes.h"

#include "app/node/JoinCluster.h"
#include "app/node/NodePaths.h"
#include "engine/node/view/NodeInterface.h"
#include "engine/singleton/replica/store/StateLock.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

/// Two windows may have names that begin alike: nobody's log is taken, see there.
std::unique_ptr<ChildLog> logOf(const QString &window)
{
    constexpr qsizetype longest = 100;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                           QLatin1String("/everbounce/started");
    return std::make_unique<ChildLog>(folder, window.left(longest));
}

} // namespace

StartedNodes::StartedNodes(const Options &options, const QString &name, const QString &program,
                           QObject *parent)
    : StartedNodesInterface(parent)
    , m_options(options)
    , m_name(name)
    , m_program(program)
{
}

StartedNodes::~StartedNodes() = default;

void StartedNodes::watch(NodeInterface *node)
{
    connect(
        node, &NodeInterface::clusterChanged, this,
        [this](const ClusterView &view) {
            m_inCluster.clear();
            for (const NodeInfo &other : view.nodes)
                m_inCluster << other.name;
        },
        Qt::QueuedConnection);
}

void StartedNodes::requestView()
{
    tell();
}

void StartedNodes::tell()
{
    StartedNodesView view{{}, most};
    for (const Entry &entry : m_entries)
        view.nodes << entry.node;
    Q_EMIT changed(view);
}

StartedNodes::Entry *StartedNodes::find(int number)
{
    const auto found =
        std::ranges::find(m_entries, number, [](const Entry &entry) { return entry.node.number; });
    return found == m_entries.end() ? nullptr : &*found;
}

// ---- Starting --------------------------------------------------------------------------------------------

void StartedNodes::startNode()
{
    if (m_entries.size() >= most)
        return tell();
    if (m_program.isEmpty()) {
        Q_EMIT failed(Problem::Missing, QCoreApplication::applicationDirPath());
        return;
    }
    Entry entry{.node = {.number = ++m_started}, .who = newIdentity()};
    entry.node.name = entry.who.name;
    entry.log = logOf(NodePaths(m_options, m_name).nodeAsFolder());
    m_entries.push_back(std::move(entry));
    launch(m_entries.back());
}

/// A node without a name is called by its port, which it finds for itself.
ChildIdentity StartedNodes::newIdentity() const
{
    ChildIdentity who;
    if (!m_options.stateDir.isEmpty())
        who.stateDir = freeStateDir();
    if (m_options.name.isEmpty())
        return who;
    QStringList taken = m_inCluster;
    for (const Entry &entry : m_entries)
        taken << entry.node.name;
    who.name = nextName(m_name, taken);
    return who;
}

/// Below that of the window's node; one that was kept by an earlier window may use some.
QString StartedNodes::freeStateDir() const
{
    for (int number = 1;; ++number) {
        const QString dir = QStringLiteral("%1/started-%2").arg(m_options.stateDir, QString::number(number));
        const auto isOf = [&dir](const Entry &entry) { return entry.who.stateDir == dir; };
        if (std::ranges::any_of(m_entries, isOf))
            continue;
        QDir().mkpath(dir);
        if (StateLock probe; probe.lock(dir))
            return dir;
    }
}

void StartedNodes::launch(Entry &entry)
{
    const int number = entry.node.number;
    entry.child = std::make_unique<ChildNode>();
    connect(entry.child.get(), &ChildNode::ready, this,
            [this, number](const QString &id, const QString &name, quint16 httpPort) {
                onReady(number, id, name, httpPort);
            });
    connect(entry.child.get(), &ChildNode::ended, this,
            [this, number](const QString &how) { onEnded(number, how); });
    const QString problem =
        entry.child->start({m_program, childArguments(m_options, entry.who), entry.log->descriptor()});
    if (!problem.isEmpty()) {
        remove(number);
        Q_EMIT failed(Problem::Ended, problem);
        return;
    }
    entry.child->stay(entry.node.stays);
    tell();
}

void StartedNodes::onReady(int number, const QString &id, const QString &name, quint16 httpPort)
{
    Entry *const entry = find(number);
    entry->node.id = id;
    entry->node.name = name;
    entry->who.httpPort = httpPort; // where it is found again
    tell();
    followOn();
}

// ---- Ending ----------------------------------------------------------------------------------------------

void StartedNodes::endNode(int number)
{
    Entry *const entry = find(number);
    if (!entry)
        return;
    entry->node.isEnding = true;
    entry->isToFollow = false;
    entry->child->end();
    tell();
}

void StartedNodes::keepNode(int number, bool stays)
{
    Entry *const entry = find(number);
    if (!entry)
        return;
    entry->node.stays = stays;
    entry->child->stay(stays);
    tell();
}

void StartedNodes::endAll()
{
    for (Entry &entry : m_entries) {
        if (!entry.node.stays)
            endNode(entry.node.number);
    }
}

void StartedNodes::onEnded(int number, const QString &how)
{
    Entry *const entry = find(number);
    entry->child.release()->deleteLater();
    if (entry->isToFollow && !entry->node.isEnding && !entry->node.id.isEmpty())
        return beginAnew(*entry);
    const bool isFailure = entry->node.id.isEmpty() && !entry->node.isEnding;
    const QString said = entry->log->lastLine();
    remove(number);
    if (isFailure)
        Q_EMIT failed(Problem::Ended, said.isEmpty() ? how : said);
    followOn();
}

void StartedNodes::remove(int number)
{
    std::erase_if(m_entries, [number](const Entry &entry) { return entry.node.number == number; });
    tell();
}

// ---- Following the window's node -------------------------------------------------------------------------

void StartedNodes::follow(const Options &options, const QString &name, bool toOtherCluster)
{
    // A name or a port of the window's node is nothing to them.
    const bool isOther = childArguments(m_options, {}) != childArguments(options, {});
    m_options = options;
    m_name = name;
    if (!isOther && !toOtherCluster)
        return;
    for (Entry &entry : m_entries) {
        entry.isToFollow = !entry.node.isEnding;
        entry.isAnew = entry.isAnew || toOtherCluster;
    }
    followOn();
}

/// The next one, when all others serve.
void StartedNodes::followOn()
{
    const auto isComing = [](const Entry &entry) { return entry.node.id.isEmpty(); };
    const auto next = std::ranges::find(m_entries, true, &Entry::isToFollow);
    if (next != m_entries.end() && std::ranges::none_of(m_entries, isComing))
        next->child->end();
}

void StartedNodes::beginAnew(Entry &entry)
{
    entry.isToFollow = false;
    entry.node.id.clear();
    entry.log->clear();
    if (std::exchange(entry.isAnew, false)) {
        const bool isGiven = !entry.who.stateDir.isEmpty();
        setStateAside(isGiven ? entry.who.stateDir : NodePaths(m_options, entry.node.name).stateDir(),
                      m_options.clusterKeyFile);
    }
    launch(entry);
}

} // namespace everbounce
