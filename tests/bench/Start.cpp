// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/MonotonicClock.h"
#include "tests/bench/Parts.h"
#include "tests/bench/interruption/Recorders.h"
#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/Wait.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace everbounce::bench {

namespace {

using namespace harness;

Figure measurePage(const Extent &extent)
{
    Figure figure{QStringLiteral("start of a node to its first page"),
                  QStringLiteral("ms"),
                  QStringLiteral("≤ 50"),
                  {}};
    figure.original = QStringLiteral("700");
    ClusterGround ground;
    NodeProcess node(ground.optionsOf(0));
    for (int round = 0; round < extent.starts; ++round) {
        node.start();
        require(waitUntil([&] { return node.isReady(); }), "a node does not start");
        require(httpGet(node.url(), QStringLiteral("/")).status == 200, "a node serves no page");
        figure.samples << milliseconds(monotonicNow() - node.startedAt());
        node.kill();
    }
    return figure;
}

bool hasWindow()
{
    return QFileInfo::exists(programPath(QStringLiteral("everbounce"))) &&
           !QStandardPaths::findExecutable(QStringLiteral("Xvfb")).isEmpty();
}

Figure measureWindow(const Extent &extent)
{
    Figure figure{QStringLiteral("start of a node with a window to its first frame with the ball"),
                  QStringLiteral("ms"),
                  QStringLiteral("≤ 500"),
                  {}};
    const Display display;
    ClusterGround ground;
    NodeOptions options = ground.optionsOf(0);
    const QString frameLog = options.home + QLatin1String("/frames.csv");
    options.program = QStringLiteral("everbounce");
    options.more = {QStringLiteral("--frame-log"), frameLog};
    options.environment = display.environment();
    NodeProcess node(options);
    for (int round = 0; round < extent.starts; ++round) {
        node.start();
        require(waitUntil([&] { return node.isReady(); }), "a node with a window does not start");
        WindowRecorder window(frameLog);
        window.takeUntil(node.startedAt());
        figure.samples << milliseconds(window.frames().first() - node.startedAt());
        node.kill();
    }
    return figure;
}

Result measureStart(const Extent &extent)
{
    Result result{{measurePage(extent)}, {}, {}};
    if (hasWindow())
        result.figures << measureWindow(extent);
    return result;
}

} // namespace

const Part startPart{"start", "Start",
                     "The time from starting a node until its whole page has arrived; and, on an X server "
                     "without a screen, until its window\n"
                     "has presented the first frame with the ball. The node is alone: it looks for others "
                     "before it lets the ball fly.",
                     measureStart};

} // namespace everbounce::bench
