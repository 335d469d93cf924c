// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodeRuntime.h"
#include "app/node/Startup.h"
#include "app/process/Lifeline.h"
#include "app/process/OpenSslAtExit.h"
#include "app/process/StartupPages.h"
#include "app/process/TerminationSignals.h"

#include <QCoreApplication>
#include <QNetworkProxy>
#include <QTimer>

#include <chrono>
#include <optional>

#include <unistd.h>

using namespace everbounce;

namespace {

/// By then a node has met its peers and knows the flight.
constexpr std::chrono::seconds startLasts{3};

} // namespace

/// The headless node.
int main(int argc, char *argv[])
{
    prepareProcess();
    freeNoOpenSslAtExit();
    // Qt's own dispatcher serves many sockets several times more cheaply than GLib's, which nothing here
    // needs.
    qputenv("QT_NO_GLIB", "1");
    // Otherwise Qt asks the system about proxies before its first datagram, in a thread that stays.
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    QCoreApplication application(argc, argv);
    const OptionsResult read = readOptions(QCoreApplication::arguments(), false);
    if (!read.options)
        return printAndExit(read);
    setUpLog(read.options->logLevel);

    TerminationSignals signals;
    NodeRuntime runtime(*read.options);
    QObject::connect(&signals, &TerminationSignals::requested, &runtime, &NodeRuntime::stop);
    if (const QString problem = runtime.prepare(); !problem.isEmpty())
        return runtime.isStopping() ? 0 : fatalError(problem);
    if (const QString problem = runtime.start(); !problem.isEmpty())
        return fatalError(problem);
    QTimer::singleShot(startLasts, giveBackStartupPages);
    std::optional<Lifeline> lifeline;
    if (read.options->lifeline) {
        lifeline.emplace(STDIN_FILENO);
        QObject::connect(&*lifeline, &Lifeline::ended, &runtime, &NodeRuntime::stop);
    }
    QObject::connect(&runtime, &NodeRuntime::finished, &application, &QCoreApplication::quit);
    QObject::connect(&runtime, &NodeRuntime::failed, &application,
                     [](const QString &problem) { QCoreApplication::exit(fatalError(problem)); });
    return QCoreApplication::exec();
}
