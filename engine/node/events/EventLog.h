// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <QList>
#include <QSet>

namespace everbounce {

/// An event and its key: several nodes may report the same thing.
struct KeyedEvent
{
    QString key;
    EventView view;

    bool operator==(const KeyedEvent &) const = default;
};

/// Whether an event is about links to a node. If a part of the cluster was cut off, the other side already
/// knows that from its own view.
bool isOfLinks(const KeyedEvent &event);

/// The last events of the cluster, as one node knows them. The holder numbers events; all others take over
/// its list. Pure.
class EventLog
{
public:
    const QList<KeyedEvent> &events() const { return m_events; }
    bool contains(const QString &key) const { return m_keys.contains(key); }
    std::optional<EventView> find(const QString &key) const;

    /// Gives an event the next number and keeps it; nothing if it is already there. For the holder.
    std::optional<EventView> add(KeyedEvent event);

    /// What a part of the holder's list means to this one.
    struct Taken
    {
        bool fits = true;      ///< false: something in between is missing or differs. Nothing was changed
        QList<EventView> news; ///< what was appended
    };
    Taken take(const QList<KeyedEvent> &part);

    /// Whether its numbers leave no room for later ones, though this list's own are far lower.
    bool leaps(const QList<KeyedEvent> &part) const;

    /// Takes over the holder's whole list. Returns what only this one had, oldest first, to be reported
    /// again, except what isOfLinks().
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
