// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/NodeCards.h"
#include "gui/RowsModel.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The nodes in the order of the cluster's view, this node first, with those that have just left. Roles:
/// `nodeId`, `name`, `version`, `url`, `holder`, `self`, `suspect`, `viewers`;
/// - `age`, in words;
/// - `look`: "alive", "suspect", "frozen", "isolated", "lossy" or "gone", and `secondsLeft` of that;
/// - `roundTrip` from this node, in words, or empty.
class NodesModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
public:
    explicit NodesModel(QObject *parent = nullptr);

    const NodeCards &cards() const { return m_cards; }

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);
    void addEvent(const everbounce::EventView &event);
    void addEvents(const QList<everbounce::EventView> &events);

private:
    void refresh();

    NodeCards m_cards;
    QTimer m_tick; ///< ages grow and ghosts leave by themselves
};

} // namespace everbounce
