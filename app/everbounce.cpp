// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodePaths.h"
#include "app/node/NodeRuntime.h"
#include "app/node/Startup.h"
#include "app/process/OpenSslAtExit.h"
#include "app/process/TerminationSignals.h"
#include "app/started/StartedNodes.h"
#include "gui/tray/Tray.h"
#include "gui/window/DesktopWindow.h"

#include <QApplication>

using namespace everbounce;

/// The node, its window, and the nodes that people start there.
static void connectParts(NodeRuntime &runtime, DesktopWindow &window, StartedNodes &started)
{
    window.attach(runtime.pairing());
    window.attach(runtime.sharing());
    window.attach(&started);
    window.attach(runtime.settings());
    started.watch(runtime.node());
    QObject::connect(&runtime, &NodeRuntime::nodeReplaced, &window, [&window, &started](NodeInterface *node) {
        window.attach(node);
        started.watch(node);
    });
    QObject::connect(&runtime, &NodeRuntime::moved, &started, [&runtime, &started](bool toOtherCluster) {
        started.follow(runtime.options(), runtime.name(), toOtherCluster);
    });
    QObject::connect(&runtime, &NodeRuntime::pageMoved, &window, &DesktopWindow::setPageUrl);
    QObject::connect(&runtime, &NodeRuntime::audited, &window, &DesktopWindow::noteCommand);
    QObject::connect(&window, &DesktopWindow::commanded, &runtime, &NodeRuntime::noteCommand);
    QObject::connect(&window, &DesktopWindow::closed, &runtime, &NodeRuntime::stop);
    QObject::connect(&window, &DesktopWindow::closed, &started, &StartedNodes::endAll);
}

/// The desktop node: a full node with a window.
int main(int argc, char *argv[])
{
    prepareProcess();
    freeNoOpenSslAtExit();
    // --help, --version and mistakes are answered before a display is needed.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const OptionsResult read = readOptions(arguments, true);
    if (!read.options)
        return printAndExit(read);
    setUpLog(read.options->logLevel);

    qputenv("QV4_GC_TIMELIMIT", "0"); // Qt 6.8 may crash where it collects garbage in small steps
    holdMessagesBack(read.options->logLevel);
    QApplication application(argc, argv); // for the tray: the window itself has no widgets
    QGuiApplication::setDesktopFileName(QStringLiteral("org.everbounce.Everbounce"));
    displayIsOpen();
    TerminationSignals signals;
    NodeRuntime runtime(*read.options);
    QObject::connect(&signals, &TerminationSignals::requested, &runtime, &NodeRuntime::stop);
    if (const QString problem = runtime.prepare(); !problem.isEmpty())
        return runtime.isStopping() ? 0 : fatalError(problem);
    Tray tray;
    DesktopWindow window(runtime.node(), {.pageUrl = runtime.pageUrl(),
                                          .frameLog = read.options->frameLog,
                                          .kiosk = read.options->kiosk,
                                          .faults = read.options->faults,
                                          .breakable = read.options->coordination.breakable(),
                                          .remembers = true});
    StartedNodes started(runtime.options(), runtime.name(), NodePaths::nodeProgram());
    connectParts(runtime, window, started);
    if (const auto problem = window.show())
        return fatalError(*problem);
    if (!read.options->kiosk)
        window.attach(&tray);
    if (const QString problem = runtime.start(); !problem.isEmpty())
        return fatalError(problem);
    releaseMessages();
    QObject::connect(&signals, &TerminationSignals::requested, &started, &StartedNodes::endAll);
    QObject::connect(&runtime, &NodeRuntime::finished, &application, &QCoreApplication::quit);
    QObject::connect(&runtime, &NodeRuntime::failed, &application,
                     [](const QString &problem) { QCoreApplication::exit(fatalError(problem)); });
    QGuiApplication::setQuitOnLastWindowClosed(false); // the lease is handed over first
    return QGuiApplication::exec();
}
