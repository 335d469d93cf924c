// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/DesktopWindow.h"

#include "engine/node/NodeInterface.h"
#include "gui/SceneDrawing.h"
#include "gui/SceneItem.h"

#include <QGuiApplication>
#include <QIcon>
#include <QPainter>
#include <QQuickWindow>
#include <QSvgRenderer>
#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(Everbounce_GuiPlugin)

namespace everbounce {

static QIcon ballIcon()
{
    QPixmap pixmap(128, 128);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    sceneRenderer().render(&painter, QStringLiteral("ball"), QRectF(pixmap.rect()).adjusted(8, 8, -8, -8));
    return QIcon(pixmap);
}

DesktopWindow::DesktopWindow(NodeInterface *node, const Options &options, QObject *parent)
    : QObject(parent)
    , m_node(node)
    , m_options(options)
{
    listen();
}

DesktopWindow::~DesktopWindow()
{
    if (window())
        window()->disconnect(this);
}

std::optional<QString> DesktopWindow::show()
{
    if (!m_options.frameLog.isEmpty()) {
        m_frameLog.emplace(m_options.frameLog);
        if (const auto error = m_frameLog->open())
            return error;
    }
    load();
    if (!window())
        return tr(
            "The window cannot be shown: Qt's QML modules (Quick, Controls, Layouts) are not all installed.");
    logFrames();
    connect(window(), &QWindow::visibleChanged, this, &DesktopWindow::onVisibleChanged);
    window()->setIcon(ballIcon());
    window()->show();
    return std::nullopt;
}

QQuickWindow *DesktopWindow::window() const
{
    return qobject_cast<QQuickWindow *>(m_engine.rootObjects().value(0));
}

void DesktopWindow::listen()
{
    const auto queued = Qt::QueuedConnection;
    connect(m_node, &NodeInterface::flightChanged, &m_flight, &FlightModel::setView, queued);
    connect(m_node, &NodeInterface::clusterChanged, &m_cluster, &ClusterState::setView, queued);
    connect(m_node, &NodeInterface::clusterChanged, &m_nodes, &NodesModel::setView, queued);
    connect(m_node, &NodeInterface::clusterChanged, &m_behaviors, &BehaviorsModel::setView, queued);
    connect(m_node, &NodeInterface::eventHappened, &m_events, &EventsModel::add, queued);
    connect(&m_commands, &Commands::wanted, m_node, &NodeInterface::execute, queued);
    connect(m_node, &NodeInterface::executed, &m_commands, &Commands::conclude, queued);
    connect(&m_commands, &Commands::refused, &m_events, &EventsModel::addRefusal);
}

void DesktopWindow::load()
{
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml")); // the default only from Qt 6.5 on
    m_engine.setInitialProperties({{QStringLiteral("flight"), QVariant::fromValue(&m_flight)},
                                   {QStringLiteral("cluster"), QVariant::fromValue(&m_cluster)},
                                   {QStringLiteral("nodes"), QVariant::fromValue(&m_nodes)},
                                   {QStringLiteral("behaviors"), QVariant::fromValue(&m_behaviors)},
                                   {QStringLiteral("events"), QVariant::fromValue(&m_events)},
                                   {QStringLiteral("commands"), QVariant::fromValue(&m_commands)},
                                   {QStringLiteral("pageUrl"), m_options.pageUrl}});
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Everbounce/Window/Main.qml")));
}

void DesktopWindow::logFrames()
{
    auto *scene = window()->findChild<SceneItem *>();
    if (m_frameLog && scene)
        connect(scene, &SceneItem::framePresented, this,
                [this](const PresentedFrame &frame) { m_frameLog->add(frame); });
}

void DesktopWindow::onVisibleChanged(bool visible)
{
    QMetaObject::invokeMethod(
        m_node, [node = m_node, visible] { node->setViewers(QStringLiteral("window"), visible ? 1 : 0); },
        Qt::QueuedConnection);
    if (!visible)
        Q_EMIT closed();
}

} // namespace everbounce
