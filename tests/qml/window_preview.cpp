// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/DesktopWindow.h"
#include "tests/fakes/FakeCluster.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QPalette>
#include <QQuickWindow>
#include <QTimer>

using namespace everbounce;

// Shows the window over a node that is no more than a flight and a list, for whoever works on its looks, and
// for measuring its frames: window_preview --dark --size 360x640 --frame-log frames.csv --seconds 10

static QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
    palette.setColor(QPalette::WindowText, Qt::white);
    return palette;
}

static ClusterView preview()
{
    ClusterView view = threeNodes();
    view.nodes[2].state = NodeInfo::State::Suspect;
    view.nodes[2].name = QStringLiteral("a-rather-long-host-name.example.org:4002");
    view.onTrial = true;
    view.behavior = QStringLiteral("Gravity");
    const QStringList everywhere{view.nodes[0].name, view.nodes[1].name, view.nodes[2].name};
    const auto add = [&](const char *name, BehaviorInfo::Source source) -> BehaviorInfo & {
        view.behaviors.append({.name = QLatin1String(name), .source = source, .nodes = everywhere});
        return view.behaviors.last();
    };
    using Source = BehaviorInfo::Source;
    add("MirrorJump", Source::Builtin);
    add("RandomRebound", Source::Builtin);
    add("RandomReboundV2NonSticky", Source::Plugin).nodes = {view.nodes[0].name};
    add("Gravity", Source::Script).isNew = true;
    add("ThrowsUp", Source::Script).quarantined = true;
    add("NonExistentBehavior", Source::Missing).problem = QStringLiteral("No node has it.");
    return view;
}

static void say(FakeCluster &cluster, EventView::Level level, const QString &text)
{
    cluster.run([&](FakeNode &node) { node.emitEvent(level, text); });
}

static void sayThings(FakeCluster &cluster)
{
    say(cluster, EventView::Level::Error, QStringLiteral("Ball crashed: segmentation fault"));
    say(cluster, EventView::Level::Info,
        QStringLiteral("Ball behavior changed to MirrorJump, running on beta:4001"));
    say(cluster, EventView::Level::Warning, QStringLiteral("Ball state restored. Movement: (4, -3)"));
}

int main(int argc, char *argv[])
{
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("dark"), QStringLiteral("as on a dark desktop")},
                       {QStringLiteral("empty"), QStringLiteral("before anything is known")},
                       {QStringLiteral("size"), QStringLiteral("of the window"), QStringLiteral("WxH")},
                       {QStringLiteral("frame-log"), QStringLiteral("CSV"), QStringLiteral("file")},
                       {QStringLiteral("seconds"), QStringLiteral("then end"), QStringLiteral("n")}});
    parser.process(app);
    if (parser.isSet(QStringLiteral("dark")))
        QGuiApplication::setPalette(darkPalette());

    FakeCluster cluster;
    DesktopWindow window(cluster.node(), {.pageUrl = QUrl(QStringLiteral("http://127.0.0.1:4000/")),
                                          .frameLog = parser.value(QStringLiteral("frame-log"))});
    if (!parser.isSet(QStringLiteral("empty")))
        cluster.run([](FakeNode &node) {
            node.publish(preview());
            node.fly(flyingFromNow());
        });
    if (const auto error = window.show())
        qFatal("%s", qUtf8Printable(*error));
    const QStringList size = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
    if (size.size() == 2)
        window.window()->resize(size[0].toInt(), size[1].toInt());
    QTimer talk;
    if (!parser.isSet(QStringLiteral("empty"))) {
        talk.callOnTimeout(&app, [&] { sayThings(cluster); });
        talk.start(2000);
    }
    if (const int seconds = parser.value(QStringLiteral("seconds")).toInt())
        QTimer::singleShot(seconds * 1000, &app, &QCoreApplication::quit);
    return QGuiApplication::exec();
}
