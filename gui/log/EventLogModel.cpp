// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/EventLogModel.h"

#include "engine/base/NameOrder.h"
#include "engine/node/view/EventTime.h"
#include "engine/viewer/words/SentenceWords.h"
#include "gui/controls/TimeOfDay.h"

#include <QDateTime>

#include <algorithm>

namespace everbounce {

static QString kindOf(const EventView &event)
{
    using Kind = EventFacts::Kind;
    switch (event.facts.kind) {
    case Kind::Lease:
        return QStringLiteral("lease");
    case Kind::Fault:
        return QStringLiteral("fault");
    case Kind::EngineLost:
    case Kind::Restored:
        return QStringLiteral("engine");
    case Kind::Joined:
    case Kind::Left:
    case Kind::Silent:
    case Kind::Heard:
        return QStringLiteral("node");
    case Kind::Behavior:
        return QStringLiteral("behavior");
    case Kind::Other:
        break;
    }
    return QStringLiteral("other");
}

EventLogModel::EventLogModel(QObject *parent)
    : RowsModel({"time", "kind", "text", "level"}, parent)
{
}

QStringList EventLogModel::kinds()
{
    return {QStringLiteral("lease"), QStringLiteral("fault"),    QStringLiteral("engine"),
            QStringLiteral("node"),  QStringLiteral("behavior"), QStringLiteral("command"),
            QStringLiteral("other")};
}

QString EventLogModel::wordFor(const QString &kind)
{
    static const QHash<QString, const char *> words{{QStringLiteral("lease"), QT_TR_NOOP("lease")},
                                                    {QStringLiteral("fault"), QT_TR_NOOP("fault")},
                                                    {QStringLiteral("engine"), QT_TR_NOOP("engine")},
                                                    {QStringLiteral("node"), QT_TR_NOOP("node")},
                                                    {QStringLiteral("behavior"), QT_TR_NOOP("behaviour")},
                                                    {QStringLiteral("command"), QT_TR_NOOP("command")}};
    return tr(words.value(kind, QT_TR_NOOP("other")));
}

void EventLogModel::setWords(const QString &words)
{
    m_words = words;
    Q_EMIT filterChanged();
    refresh();
}

void EventLogModel::setNode(const QString &node)
{
    m_node = node;
    Q_EMIT filterChanged();
    refresh();
}

void EventLogModel::setKind(const QString &kind)
{
    m_kind = kind;
    Q_EMIT filterChanged();
    refresh();
}

void EventLogModel::add(const EventView &event)
{
    replace({event});
}

void EventLogModel::addCommand(const EventView &event)
{
    if (insert(event, QStringLiteral("command")))
        refresh();
}

void EventLogModel::replace(const QList<EventView> &events)
{
    bool isNew = false;
    for (const EventView &event : events)
        isNew = insert(event, kindOf(event)) || isNew;
    if (!isNew)
        return;
    refreshNodes();
    refresh();
}

/// Nodes may renumber events, when parts of a cluster find each other again.
bool EventLogModel::insert(const EventView &event, const QString &kind)
{
    const auto isSame = [&event](const Entry &known) { return isSameEvent(known.event, event); };
    if (std::any_of(m_events.begin(), m_events.end(), isSame))
        return false;
    const Nanoseconds instant = instantOf(event); // the wall clocks of two machines may be hours apart
    const auto place = std::find_if(m_events.begin(), m_events.end(),
                                    [instant](const Entry &known) { return known.instant <= instant; });
    m_events.insert(place, {event, kind, words::sentenceOf(event.text), instant});
    const auto isCommand = [](const Entry &known) { return known.kind == QLatin1String("command"); };
    if (std::ranges::count_if(m_events, isCommand) > mostCommands)
        m_events.erase(std::next(std::find_if(m_events.rbegin(), m_events.rend(), isCommand)).base());
    if (m_events.size() > most)
        m_events.removeLast();
    return true;
}

bool EventLogModel::matches(const Entry &entry, const QStringList &words) const
{
    const EventView &event = entry.event;
    const QString text = event.node + u' ' + entry.told;
    return (m_node.isEmpty() || event.node == m_node) && (m_kind.isEmpty() || entry.kind == m_kind) &&
           std::all_of(words.begin(), words.end(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

void EventLogModel::retranslate()
{
    for (Entry &entry : m_events)
        entry.told = words::sentenceOf(entry.event.text);
    refresh();
}

void EventLogModel::refresh()
{
    const QStringList words = m_words.split(u' ', Qt::SkipEmptyParts);
    QList<Row> rows;
    int count = 0;
    for (const Entry &entry : m_events) {
        if (!matches(entry, words) || ++count > mostShown)
            continue;
        const EventView &event = entry.event;
        const QString time = timeOfDay(QDateTime::fromMSecsSinceEpoch(event.at).time());
        rows.append({QStringLiteral("%1 %2 %3").arg(event.at).arg(event.node, event.text),
                     {time, wordFor(entry.kind), entry.told, int(event.level)}});
    }
    show(rows);
    if (count != m_count) {
        m_count = count;
        Q_EMIT countChanged();
    }
}

void EventLogModel::refreshNodes()
{
    QStringList nodes;
    for (const Entry &entry : m_events) {
        const QString &node = entry.event.node;
        if (!node.isEmpty() && !nodes.contains(node))
            nodes << node;
    }
    std::sort(nodes.begin(), nodes.end(),
              [](const QString &a, const QString &b) { return compareNames(a, b) < 0; });
    if (nodes == m_nodes)
        return;
    m_nodes = nodes;
    Q_EMIT nodesChanged();
}

} // namespace everbounce
