// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controls/EventsModel.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/view/EventTime.h"
#include "engine/viewer/words/SentenceWords.h"

#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace everbounce {

/// Twice as many as nodes keep.
constexpr qsizetype mostRemembered = 2 * maxEvents;

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

EventsModel::EventsModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_since(monotonicNow())
{
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Shown &shown = m_shown.at(index.row());
    switch (role) {
    case NumberRole:
        return shown.number;
    case TextRole:
        return shown.text;
    case LevelRole:
        return shown.level;
    default:
        return {};
    }
}

QHash<int, QByteArray> EventsModel::roleNames() const
{
    return {{NumberRole, "number"}, {TextRole, "text"}, {LevelRole, "level"}};
}

void EventsModel::setMost(int most)
{
    if (most == m_most || most < 1)
        return;
    m_most = most;
    makeRoom();
    Q_EMIT mostChanged();
}

void EventsModel::add(const EventView &event)
{
    if (!isNew(event))
        return;
    const int incident = m_incidents.of(event.facts.kind, monotonicNow());
    const auto isOfIt = [incident](const Shown &shown) { return incident > 0 && shown.incident == incident; };
    const auto open = std::find_if(m_shown.begin(), m_shown.end(), isOfIt);
    const QString text = words::sentenceOf(event.text);
    if (open == m_shown.end())
        show(levelOf(event), text, incident);
    else
        goOn(open - m_shown.begin(), levelOf(event), text);
}

/// One more line of the same incident, which stays for its whole time from now on.
void EventsModel::goOn(qsizetype row, Level level, const QString &text)
{
    Shown &shown = m_shown[row];
    if (shown.text.split(u'\n').contains(text))
        return;
    shown.text += u'\n' + text;
    shown.level = std::max(shown.level, level);
    if (shown.timer != 0)
        killTimer(std::exchange(shown.timer, 0));
    Q_EMIT dataChanged(index(int(row)), index(int(row)));
    time();
}

void EventsModel::replace(const QList<EventView> &events)
{
    QList<EventView> fresh;
    for (const EventView &event : events) {
        if (isNew(event) && instantOf(event) >= m_since)
            fresh << event;
    }
    for (const EventView &event : fresh.mid(std::max<qsizetype>(0, fresh.size() - m_most)))
        show(levelOf(event), words::sentenceOf(event.text));
}

void EventsModel::addRefusal(const QString &problem)
{
    show(Error, words::sentenceOf(problem));
}

/// Notes it, too.
bool EventsModel::isNew(const EventView &event)
{
    const auto isSame = [&event](const EventView &told) { return isSameEvent(told, event); };
    if (std::any_of(m_told.begin(), m_told.end(), isSame))
        return false;
    m_told.append(event);
    if (m_told.size() > mostRemembered)
        m_told.removeFirst();
    return true;
}

void EventsModel::show(Level level, const QString &text, int incident)
{
    // What arrives both as an event and as the answer to one's own command is shown once.
    const auto saysSo = [&text](const Shown &shown) { return shown.text == text; };
    if (std::any_of(m_shown.begin(), m_shown.end(), saysSo))
        return;
    const auto isHeld = [](const Shown &shown) { return shown.held; };
    const auto row = std::find_if(m_shown.begin(), m_shown.end(), isHeld) - m_shown.begin();
    beginInsertRows({}, int(row), int(row));
    m_shown.insert(row, {.number = ++m_lastNumber, .level = level, .text = text, .incident = incident});
    endInsertRows();
    time();
    makeRoom();
}

void EventsModel::makeRoom()
{
    const auto leavesFirst = [](const Shown &a, const Shown &b) {
        return std::pair(a.held, a.number) < std::pair(b.held, b.number);
    };
    while (m_shown.size() > m_most)
        remove(std::min_element(m_shown.begin(), m_shown.end(), leavesFirst) - m_shown.begin());
}

void EventsModel::hold(int number, bool held)
{
    if (const qsizetype row = rowOf(number); row >= 0) {
        m_shown[row].held = held;
        time();
    }
}

/// An alert that is held stays where it is, so those below it stay too.
void EventsModel::time()
{
    bool stays = false;
    for (Shown &shown : m_shown) {
        stays = stays || shown.held;
        if (stays && shown.timer != 0)
            killTimer(std::exchange(shown.timer, 0));
        else if (!stays && shown.timer == 0)
            shown.timer = startTimer(lifetime);
    }
}

void EventsModel::dismiss(int number)
{
    if (const qsizetype row = rowOf(number); row >= 0)
        remove(row);
}

void EventsModel::timerEvent(QTimerEvent *event)
{
    const auto due = [event](const Shown &shown) { return shown.timer == event->timerId(); };
    const auto shown = std::find_if(m_shown.begin(), m_shown.end(), due);
    if (shown != m_shown.end())
        remove(shown - m_shown.begin());
}

void EventsModel::remove(qsizetype row)
{
    beginRemoveRows({}, int(row), int(row));
    const Shown shown = m_shown.takeAt(row);
    if (shown.timer != 0)
        killTimer(shown.timer);
    endRemoveRows();
    time();
}

qsizetype EventsModel::rowOf(int number) const
{
    const auto is = [number](const Shown &shown) { return shown.number == number; };
    const auto shown = std::find_if(m_shown.begin(), m_shown.end(), is);
    return shown == m_shown.end() ? -1 : shown - m_shown.begin();
}

} // namespace everbounce
