// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/look/NodeLooks.h"
#include "gui/behaviors/RowsModel.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The nodes in the order of the cluster's view, this node first, with those that have just left. Roles:
/// `nodeId`, `name`, `version`, `url`, `holder`, `self`, `viewers`;
/// - `holdsApart`: it holds the lease of another side of a partition;
/// - `age`, in words;
/// - `look`: "alive", "suspect", "frozen", "isolated", "lossy", "dying", "gone" or "apart", and `secondsLeft`
/// of that;
/// - `ghost`: it has left, and `folding`: its card is about to go too;
/// - `roundTrip` from this node, in words, or empty;
/// - `colorIndex`: the number of its colour.
class NodesModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// More of them have small cards.
    Q_PROPERTY(int few READ few NOTIFY fewChanged FINAL)
    /// The height, in units, of the view in which all cards are to be in sight; 0: one scrolls to them.
    Q_PROPERTY(qreal sight READ sight WRITE setSight NOTIFY sightChanged FINAL)
public:
    explicit NodesModel(QObject *parent = nullptr);

    /// The other sides of a partition.
    void setSides(const std::vector<Side> &others);

    const NodeLooks &looks() const { return m_looks; }

    int few() const { return m_looks.few(); }
    qreal sight() const { return m_sight; }
    void setSight(qreal height);

    /// What the rows show.
    const std::vector<NodeLook> &shown() const { return m_shown; }

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);
    void addEvent(const everbounce::EventView &event);
    void addEvents(const QList<everbounce::EventView> &events);
    void setAskedToDie(const QString &nodeId, bool isAsked);

Q_SIGNALS:
    void fewChanged();
    void sightChanged();

    /// shown() was updated, perhaps to the same.
    void refreshed();

private:
    void refresh();

    qreal m_sight = 0;
    NodeLooks m_looks;
    std::vector<NodeLook> m_shown;
    QTimer m_tick; ///< ages grow and ghosts leave by themselves
};

} // namespace everbounce
