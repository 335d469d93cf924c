// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/started/ChildLog.h"
#include "app/started/ChildNode.h"
#include "app/started/ChildOptions.h"
#include "engine/node/view/NodeView.h"
#include "engine/node/view/StartedNodesInterface.h"

#include <memory>
#include <vector>

namespace everbounce {

class NodeInterface;

/// The headless nodes that were started from this one's window: with its options, in its cluster, and each
/// with a state of its own. Lives on the main thread.
class StartedNodes final : public StartedNodesInterface
{
    Q_OBJECT
public:
    static constexpr int most = 8;

    /// `program` is that of the nodes; empty: it is missing.
    StartedNodes(const Options &options, const QString &name, const QString &program,
                 QObject *parent = nullptr);
    ~StartedNodes() override;

    /// So that no name is given twice. Again with each object that stands for the window's node.
    void watch(NodeInterface *node);

    void startNode() override;
    void endNode(int number) override;
    void keepNode(int number, bool stays) override;
    void requestView() override;

    /// The window's node has these options and this name from now on: where that is anything to those that
    /// were started, they begin anew with them, one after the other, so that the ball flies on. In another
    /// cluster they begin without what they kept.
    void follow(const Options &options, const QString &name, bool toOtherCluster);

    /// All but those that are kept.
    void endAll();

private:
    struct Entry
    {
        StartedNode node;
        ChildIdentity who;
        std::unique_ptr<ChildLog> log;
        std::unique_ptr<ChildNode> child;
        bool isToFollow = false; ///< it is to begin anew
        bool isAnew = false;     ///< without what it kept
    };

    ChildIdentity newIdentity() const;
    QString freeStateDir() const;
    Entry *find(int number);
    void launch(Entry &entry);
    void onReady(int number, const QString &id, const QString &name, quint16 httpPort);
    void onEnded(int number, const QString &how);
    void beginAnew(Entry &entry);
    void remove(int number);
    void followOn();
    void tell();

    Options m_options;
    QString m_name;
    const QString m_program;
    QStringList m_inCluster; ///< names
    std::vector<Entry> m_entries;
    int m_started = 0;
};

} // namespace everbounce
