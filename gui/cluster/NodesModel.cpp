// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/NodesModel.h"

#include "engine/node/view/EventTime.h"
#include "engine/viewer/words/Words.h"

#include <algorithm>
#include <cmath>

namespace everbounce {

using namespace std::chrono_literals;

static QString nameOf(NodeLook::State state)
{
    switch (state) {
    case NodeLook::State::Alive:
        return QStringLiteral("alive");
    case NodeLook::State::Suspect:
        return QStringLiteral("suspect");
    case NodeLook::State::Frozen:
        return QStringLiteral("frozen");
    case NodeLook::State::Isolated:
        return QStringLiteral("isolated");
    case NodeLook::State::Lossy:
        return QStringLiteral("lossy");
    case NodeLook::State::Dying:
        return QStringLiteral("dying");
    case NodeLook::State::Gone:
        return QStringLiteral("gone");
    case NodeLook::State::Apart:
        return QStringLiteral("apart");
    }
    return {};
}

/// Nothing if no browser can open it as a page, like the page's pageAddress.
static QUrl openable(const QUrl &url)
{
    const bool isPage = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    const bool hasZone = url.host().contains(QLatin1Char('%'));
    return url.isValid() && isPage && !url.host().isEmpty() && !hasZone ? url : QUrl();
}

NodesModel::NodesModel(QObject *parent)
    : RowsModel({"nodeId", "name", "version", "url", "holder", "self", "viewers", "age", "look",
                 "secondsLeft", "ghost", "folding", "roundTrip", "colorIndex", "holdsApart"},
                parent)
{
    m_tick.callOnTimeout(this, &NodesModel::refresh);
}

void NodesModel::setView(const ClusterView &view)
{
    m_looks.setView(view, monotonicNow());
    refresh();
    m_tick.start(250ms);
}

void NodesModel::setSides(const std::vector<Side> &others)
{
    m_looks.setSides(others);
    refresh();
}

void NodesModel::setSight(qreal height)
{
    if (height == m_sight)
        return;
    m_sight = height;
    Q_EMIT sightChanged();
    const int few = NodeLooks::fewWithin(height);
    if (few == m_looks.few())
        return;
    m_looks.setFew(few);
    Q_EMIT fewChanged();
    refresh();
}

void NodesModel::addEvent(const EventView &event)
{
    m_looks.addEvent(event, instantOf(event));
    refresh();
}

void NodesModel::addEvents(const QList<EventView> &events)
{
    for (const EventView &event : events)
        addEvent(event);
}

void NodesModel::setAskedToDie(const QString &nodeId, bool isAsked)
{
    m_looks.setAskedToDie(nodeIdFromString(nodeId), isAsked);
    refresh();
}

void NodesModel::refresh()
{
    const Nanoseconds now = monotonicNow();
    m_shown = m_looks.at(now);
    QList<Row> rows;
    for (const NodeLook &card : m_shown) {
        const NodeInfo &node = card.node;
        const QString id = toString(node.id);
        rows.append(
            {id,
             {id, node.name, node.version, openable(node.url), card.holder, card.self, node.viewers,
              words::age(now - node.startedAt), nameOf(card.state), std::ceil(card.secondsLeft), card.isGhost,
              card.isFolding, card.roundTripMs ? words::milliseconds(*card.roundTripMs) : QString(),
              card.color, card.holdsApart}});
    }
    show(rows);
    Q_EMIT refreshed();
}

} // namespace everbounce
