// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QObject>
#include <QString>

namespace everbounce {

/// A headless node that was started from a window.
struct StartedNode
{
    int number = 0;        ///< from 1, and never given to another one
    QString id;            ///< of the node; empty before it serves
    QString name;          ///< empty as long as it is not known
    bool stays = false;    ///< when the window closes
    bool isEnding = false; ///< it was asked to

    bool operator==(const StartedNode &) const = default;
};

struct StartedNodesView
{
    QList<StartedNode> nodes; ///< in the order in which they were started
    int most = 0;             ///< that many can be there at a time

    bool canStart() const { return nodes.size() < most; }

    bool operator==(const StartedNodesView &) const = default;
};

/// Starts further nodes on this machine, for the people at a window. They end with the window's process,
/// however that ends, unless they are kept. Lives on the main thread.
class StartedNodesInterface : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    enum class Problem {
        Missing, ///< the program of headless nodes; the detail is where it was looked for
        Ended,   ///< the node, before it served; the detail is what it said, or how it ended
    };
    Q_ENUM(Problem)

public Q_SLOTS:
    /// changed() follows, or failed().
    virtual void startNode() = 0;

    /// It hands the lease over and leaves; changed() follows.
    virtual void endNode(int number) = 0;

    /// changed() follows.
    virtual void keepNode(int number, bool stays) = 0;

    /// changed() follows.
    virtual void requestView() = 0;

Q_SIGNALS:
    void changed(const everbounce::StartedNodesView &view);
    void failed(everbounce::StartedNodesInterface::Problem problem, const QString &detail);
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::StartedNodesView)
