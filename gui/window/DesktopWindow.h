// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/flight/FrameLog.h"
#include "gui/window/Console.h"
#include "gui/window/KeepAwake.h"
#include "gui/window/Language.h"
#include "gui/window/TrayInterface.h"

#include <QQmlApplicationEngine>

#include <optional>

QT_BEGIN_NAMESPACE
class QQuickWindow;
QT_END_NAMESPACE

namespace everbounce {

class NodeInterface;

/// The native window of a node. Lives on the main thread; the node may live on another one, and must outlive
/// the window. Construct it before the node is started, and it misses nothing.
class DesktopWindow : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QUrl pageUrl;           ///< what "Open in browser" opens
        QString frameLog;       ///< file for the presented frames, or empty: none
        bool kiosk = false;     ///< for a wall: full screen, the scene and one line, and the screen stays on
        bool faults = true;     ///< may be injected at this node
        QString breakable;      ///< the kind of what its lease stands on, if that can be broken, too
        bool remembers = false; ///< size and colours, from one run to the next
    };

    DesktopWindow(NodeInterface *node, const Options &options, QObject *parent = nullptr);
    ~DesktopWindow() override;

    /// Lets people pair the node with others.
    void attach(PairingInterface *pairing) { m_console.pairing->attach(pairing); }

    /// Lets people open the node to its network.
    void attach(SharingInterface *sharing) { m_console.sharing->attach(sharing); }

    /// Lets people start further nodes on this machine.
    void attach(StartedNodesInterface *nodes) { m_console.started->attach(nodes); }

    /// Lets people give the node another name or port.
    void attach(SettingsInterface *settings) { m_console.settings->attach(settings); }

    /// Where the window goes on when it is closed, if its user wants that; it must outlive this object.
    void attach(TrayInterface *tray);

    /// The page is there from now on.
    void setPageUrl(const QUrl &page) { m_console.setPageUrl(page); }

    /// Another object stands for the node from now on; the former one is gone.
    void attach(NodeInterface *node);

    /// Somebody did or tried something at this node.
    void noteCommand(const EventView &event) { m_console.log->addCommand(event); }

    /// Opens the frame log and shows the window. Otherwise returns what is wrong, in one sentence for a
    /// person.
    std::optional<QString> show();

    /// The window itself; null before show().
    QQuickWindow *window() const;

    /// Brings the window into sight, wherever it is.
    void present();

    /// Closes the window for good, tray or not.
    void quit();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// The user has closed the window, and it does not go on in the tray.
    void closed();

    /// A command of the window was carried out or refused: by which control, and the status.
    void commanded(const QString &control, int status);

private:
    void load();
    void speak();
    void useFrames();
    void remember();
    bool staysInTray() const;
    void lookAtDesktop();
    void countAsViewer(bool visible);
    void onVisibleChanged(bool visible);

    NodeInterface *m_node;
    Options m_options;
    TrayInterface *m_tray = nullptr;
    Language m_language;
    Console m_console;
    std::optional<FrameLog> m_frameLog;
    std::optional<KeepAwake> m_keepAwake;
    QQmlApplicationEngine m_engine; ///< last: goes first, with everything that shows the console
};

} // namespace everbounce
