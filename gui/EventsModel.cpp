// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/EventsModel.h"

#include <QTimer>

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
    if (m_events.size() == mostShown)
        removeFirst();
    const quint64 number = m_removed + quint64(m_events.size());
    beginInsertRows({}, int(m_events.size()), int(m_events.size()));
    m_events.append(event);
    endInsertRows();
    // All have the same lifetime, so the one whose time is over is the first, unless it was pushed out
    // before.
    QTimer::singleShot(lifetime, this, [this, number] {
        if (number == m_removed)
            removeFirst();
    });
}

void EventsModel::removeFirst()
{
    beginRemoveRows({}, 0, 0);
    m_events.removeFirst();
    ++m_removed;
    endRemoveRows();
}

} // namespace everbounce
