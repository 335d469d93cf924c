// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/Console.h"

#include "engine/Version.h"
#include "engine/node/view/NodeInterface.h"

#include <utility>

namespace everbounce {

Console::Console(NodeInterface *node, const QUrl &page, bool remembers, QObject *parent)
    : QObject(parent)
    , memory(new WindowMemory(remembers, {}, this))
    , m_pageUrl(page)
{
    recorder->setPast(past);
    failover->setRecorder(recorder);
    outage->watch(flight);
    connect(recorder, &RecorderModel::stalled, tour, &TourModel::addStall);
    connect(failover, &FailoverModel::told, tour, &TourModel::look);
    connect(sides, &SidesModel::changed, nodes, [this] { nodes->setSides(sides->view().others); });
    connect(commands, &Commands::askedToDie, nodes, &NodesModel::setAskedToDie);
    connect(editor, &EditorModel::selectionWanted, commands,
            [this](const QString &name) { commands->setBehavior(name); });
    connect(commands, &Commands::refused, events, &EventsModel::addRefusal);
    connect(started, &StartedNodesModel::refused, events, &EventsModel::addRefusal);
    const auto setNotices = [this] { notice->setWanted(memory->notifies()); };
    connect(memory, &WindowMemory::notifiesChanged, notice, setNotices);
    connect(this, &Console::desktopWanted, autostart, &Autostart::look);
    setNotices();
    attach(node);
}

void Console::attach(NodeInterface *node)
{
    const auto queued = Qt::QueuedConnection;
    recorder->begin();
    connect(node, &NodeInterface::flightChanged, flight, &FlightModel::setView, queued);
    connect(node, &NodeInterface::flightChanged, past, &PastFlightModel::setView, queued);
    connect(node, &NodeInterface::clusterChanged, recorder, &RecorderModel::setView, queued);
    connect(node, &NodeInterface::clusterChanged, cluster, &ClusterState::setView, queued);
    connect(node, &NodeInterface::clusterChanged, nodes, &NodesModel::setView, queued);
    connect(node, &NodeInterface::clusterChanged, sides, &SidesModel::setView, queued);
    connect(node, &NodeInterface::clusterChanged, behaviors, &BehaviorsModel::setView, queued);
    connect(node, &NodeInterface::clusterChanged, editor, &EditorModel::setView, queued);
    if (ScriptsInterface *scripts = node->scripts())
        editor->attach(scripts);
    connect(node, &NodeInterface::eventHappened, events, &EventsModel::add, queued);
    connect(node, &NodeInterface::eventsReplaced, events, &EventsModel::replace, queued);
    connect(node, &NodeInterface::eventHappened, recorder, &RecorderModel::addEvent, queued);
    connect(node, &NodeInterface::eventsReplaced, recorder, &RecorderModel::replaceEvents, queued);
    connect(node, &NodeInterface::eventHappened, nodes, &NodesModel::addEvent, queued);
    connect(node, &NodeInterface::eventsReplaced, nodes, &NodesModel::addEvents, queued);
    connect(node, &NodeInterface::eventHappened, log, &EventLogModel::add, queued);
    connect(node, &NodeInterface::eventsReplaced, log, &EventLogModel::replace, queued);
    connect(node, &NodeInterface::clusterChanged, tour, &TourModel::setView, queued);
    connect(node, &NodeInterface::eventHappened, tour, &TourModel::addEvent, queued);
    connect(failover, &FailoverModel::wanted, node, &NodeInterface::requestFailover, queued);
    connect(node, &NodeInterface::failoverReady, failover, &FailoverModel::take, queued);
    connect(node, &NodeInterface::clusterChanged, started, &StartedNodesModel::setView, queued);
    connect(node, &NodeInterface::clusterChanged, members, &MembersModel::setView, queued);
    connect(node, &NodeInterface::keysReady, members, &MembersModel::take, queued);
    connect(node, &NodeInterface::keyRotated, members, &MembersModel::conclude, queued);
    connect(members, &MembersModel::keysWanted, node, &NodeInterface::requestKeys, queued);
    connect(members, &MembersModel::rotationWanted, node, &NodeInterface::rotateKey, queued);
    notice->begin();
    connect(node, &NodeInterface::clusterChanged, notice, &HandoverNotice::setView, queued);
    connect(node, &NodeInterface::eventHappened, notice, &HandoverNotice::addEvent, queued);
    connect(commands, &Commands::wanted, node, &NodeInterface::execute, queued);
    connect(node, &NodeInterface::executed, commands, &Commands::conclude, queued);
}

void Console::setPageUrl(const QUrl &page)
{
    if (page == m_pageUrl)
        return;
    m_pageUrl = page;
    Q_EMIT pageUrlChanged();
}

void Console::setHasTray(bool has)
{
    if (has == m_hasTray)
        return;
    m_hasTray = has;
    Q_EMIT hasTrayChanged();
}

void Console::setQuitting(bool quitting)
{
    if (std::exchange(m_isQuitting, quitting) != quitting)
        Q_EMIT quittingChanged();
}

void Console::retranslate()
{
    behaviors->retranslate();
    log->retranslate();
    tour->refresh();
    Q_EMIT cluster->changed();
    Q_EMIT outage->changed();
    Q_EMIT sides->changed();
    Q_EMIT pairing->changed();
    Q_EMIT members->changed();
    Q_EMIT sharing->changed();
    started->retranslate();
    Q_EMIT sharing->linkChanged();
    settings->retranslate();
    Q_EMIT notice->newsChanged();
}

QString Console::version() const
{
    return QStringLiteral(EVERBOUNCE_VERSION);
}

} // namespace everbounce
