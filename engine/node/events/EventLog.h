// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <QList>
#include <QSet>

namespace everbounce {

/// An event, and by what it is told from others: several nodes may report one thing that they all saw.
struct KeyedEvent
{
    QString key;
    EventView view;

    bool operator==(const KeyedEvent &) const = default;
};

/// Whether an event tells what became of links to a node. Of a part of the cluster that was cut off that is
/// what everybody knows already from the other side: that it was cut off.
bool isOfLinks(const KeyedEvent &event);

/// The last events of the cluster, as one node knows them. The holder numbers events; everybody else takes
/// over its list. Pure.
class EventLog
{
public:
    const QList<KeyedEvent> &events() const { return m_events; }
    bool contains(const QString &key) const { return m_keys.contains(key); }

    /// Gives an event the next number and keeps it; nothing for one that is there already. The holder's.
    std::optional<EventView> add(KeyedEvent event);

    /// What a part of the holder's list means to this one.
    struct Taken
    {
        bool fits = true;      ///< false: something between is missing, or differs. Nothing was changed
        QList<EventView> news; ///< what was appended
    };
    Taken take(const QList<KeyedEvent> &part);

    /// Whether its numbers leave no room for later ones, and this list's own ones do not lead there.
    bool leaps(const QList<KeyedEvent> &part) const;

    /// Takes the holder's whole list over. Gives what only this one had, oldest first, to be reported again,
    /// but for what isOfLinks().
    QList<KeyedEvent> replace(const QList<KeyedEvent> &all);

    /// The last ones, oldest first.
    QList<KeyedEvent> tail(qsizetype count) const;
    QList<EventView> views() const;

private:
    void append(const KeyedEvent &event);

    QList<KeyedEvent> m_events; ///< their numbers grow by one
    QSet<QString> m_keys;       ///< theirs
};

} // namespace everbounce
