// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/DesktopWindow.h"

#include "engine/base/MonotonicClock.h"
#include "engine/node/view/NodeInterface.h"
#include "gui/scene/SceneDrawing.h"
#include "gui/scene/SceneItem.h"

#include <QGuiApplication>
#include <QIcon>
#include <QPainter>
#include <QQuickWindow>
#include <QScreen>
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
    , m_console(node, options.pageUrl, options.remembers)
{
    m_console.commands->setBreaks(options.faults, options.breakable);
    connect(m_console.commands, &Commands::concluded, this, &DesktopWindow::commanded);
    connect(m_console.started, &StartedNodesModel::concluded, this, &DesktopWindow::commanded);
    connect(m_console.notice, &HandoverNotice::clicked, this, &DesktopWindow::present);
    connect(&m_console, &Console::quitWanted, this, &DesktopWindow::quit);
    connect(&m_console, &Console::desktopWanted, this, &DesktopWindow::lookAtDesktop);
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
    useFrames();
    remember();
    connect(window(), &QWindow::visibleChanged, this, &DesktopWindow::onVisibleChanged);
    QGuiApplication::setWindowIcon(ballIcon()); // the tray's as well
    if (m_options.kiosk) {
        m_keepAwake.emplace(tr("Shows the ball on a wall"));
        window()->showFullScreen();
    } else {
        window()->show();
    }
    return std::nullopt;
}

QQuickWindow *DesktopWindow::window() const
{
    return qobject_cast<QQuickWindow *>(m_engine.rootObjects().value(0));
}

void DesktopWindow::speak()
{
    m_engine.setUiLanguage(m_language.use(m_console.memory->language()));
    m_engine.retranslate();
    m_console.retranslate();
    if (m_tray)
        m_tray->retranslate();
}

void DesktopWindow::load()
{
    speak();
    connect(m_console.memory, &WindowMemory::languageChanged, this, &DesktopWindow::speak);
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml")); // the default only from Qt 6.5 on
    m_engine.setInitialProperties({{QStringLiteral("models"), QVariant::fromValue(&m_console)},
                                   {QStringLiteral("kiosk"), m_options.kiosk}});
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Everbounce/Window/Main.qml")));
}

void DesktopWindow::useFrames()
{
    auto *scene = window()->findChild<SceneItem *>();
    if (!scene)
        return;
    connect(scene, &SceneItem::framePresented, m_console.recorder, &RecorderModel::addFrame);
    if (m_frameLog)
        connect(scene, &SceneItem::framePresented, this, [this](const PresentedFrame &frame) {
            m_frameLog->add({frame.at - timeAsleep(), frame.ball});
        });
    window()->installEventFilter(this);
}

bool DesktopWindow::eventFilter(QObject *watched, QEvent *event)
{
    // Nobody sees what is drawn in a window that is minimised or covered: it does not count.
    const bool concernsSight = event->type() == QEvent::Expose || event->type() == QEvent::WindowStateChange;
    if (concernsSight && watched == window())
        m_console.recorder->setShown(window()->isExposed() &&
                                     !(window()->windowStates() & Qt::WindowMinimized));
    return QObject::eventFilter(watched, event);
}

void DesktopWindow::remember()
{
    if (const QSize size = m_console.memory->size(); size.isValid())
        window()->resize(size.boundedTo(window()->screen()->availableSize()));
    const auto keep = [this] {
        if (window()->visibility() == QWindow::Windowed)
            m_console.memory->setSize(window()->size());
    };
    connect(window(), &QWindow::widthChanged, m_console.memory, keep);
    connect(window(), &QWindow::heightChanged, m_console.memory, keep);
}

void DesktopWindow::attach(NodeInterface *node)
{
    m_node = node;
    m_console.attach(node);
    countAsViewer(window() && window()->isVisible());
}

void DesktopWindow::countAsViewer(bool visible)
{
    QMetaObject::invokeMethod(
        m_node, [node = m_node, visible] { node->setViewers(QStringLiteral("window"), visible ? 1 : 0); },
        Qt::QueuedConnection);
}

void DesktopWindow::onVisibleChanged(bool visible)
{
    countAsViewer(visible);
    if (!visible && !staysInTray())
        Q_EMIT closed();
}

void DesktopWindow::attach(TrayInterface *tray)
{
    m_tray = tray;
    connect(tray, &TrayInterface::showWanted, this, &DesktopWindow::present);
    connect(tray, &TrayInterface::quitWanted, this, &DesktopWindow::quit);
    const auto show = [this] { m_tray->setShown(m_console.memory->staysInTray()); };
    connect(m_console.memory, &WindowMemory::staysInTrayChanged, tray, show);
    lookAtDesktop();
    show();
}

bool DesktopWindow::staysInTray() const
{
    return m_tray && !m_console.isQuitting() && m_console.memory->staysInTray() && m_tray->isThere();
}

void DesktopWindow::lookAtDesktop()
{
    m_console.setHasTray(m_tray && m_tray->isThere());
}

void DesktopWindow::present()
{
    window()->setWindowStates(window()->windowStates() & ~Qt::WindowMinimized);
    window()->setVisible(true);
    window()->raise();
    window()->requestActivate();
}

/// The last node's window asks first.
void DesktopWindow::quit()
{
    m_console.setQuitting(true);
    if (!window()->isVisible() && !m_console.started->isLast())
        return Q_EMIT closed();
    if (!window()->isVisible())
        present();
    window()->close();
}

} // namespace everbounce
