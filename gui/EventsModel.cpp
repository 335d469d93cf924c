// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/EventsModel.h"

#include <QTimer>

#include <algorithm>

namespace everbounce {

static EventsModel::Level levelOf(const EventView &event)
{
    switch (event.level) {
    case EventView::Level::Info:
        return EventsModel::Info;
    case EventView::Level::Warning:
        return EventsModel::Warning;
    case EventView::Level::Error:
        return EventsModel::Error;
    }
    return EventsModel::Info;
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EventView &event = m_events.at(index.row());
    switch (role) {
    case TextRole:
        return event.text;
    case LevelRole:
        return levelOf(event);
    case NodeRole:
        return event.node;
    default:
        return {};
    }
}

QHash<int, QByteArray> EventsModel::roleNames() const
{
    return {{TextRole, "text"}, {LevelRole, "level"}, {NodeRole, "node"}};
}

void EventsModel::add(const EventView &event)
{
    // What is told as an event and as the answer to one's own command is shown once.
    if (std::any_of(m_events.begin(), m_events.end(),
                    [&](const EventView &shown) { return shown.text == event.text; }))
        return;
    if (m_events.size() == mostShown)
        removeFirst();
    const quint64 number = m_removed + quint64(m_events.size());
    beginInsertRows({}, int(m_events.size()), int(m_events.size()));
    m_events.append(event);
    endInsertRows();
    QTimer::singleShot(lifetime, this, [this, number] {
        m_due = number + 1; // all have the same lifetime
        removeDue();
    });
}

void EventsModel::addRefusal(const QString &problem)
{
    add({.level = EventView::Level::Warning, .text = problem});
}

void EventsModel::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    Q_EMIT heldChanged();
    removeDue();
}

void EventsModel::removeDue()
{
    while (!m_held && m_removed < m_due)
        removeFirst();
}

void EventsModel::removeFirst()
{
    beginRemoveRows({}, 0, 0);
    m_events.removeFirst();
    ++m_removed;
    endRemoveRows();
}

} // namespace everbounce
