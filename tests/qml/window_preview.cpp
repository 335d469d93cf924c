// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/Fault.h"
#include "gui/window/DesktopWindow.h"
#include "tests/fakes/FakeCluster.h"

#include <QCommandLineParser>
#include <QDateTime>
#include <QGuiApplication>
#include <QPalette>
#include <QQuickWindow>
#include <QTimer>

using namespace everbounce;
using Kind = EventFacts::Kind;

// Shows the window over a node that is no more than a flight and a list, for whoever works on its looks, and
// for measuring its frames:
//     window_preview --dark --size 360x640 --frame-log frames.csv --seconds 10
//     window_preview --story --shot after.png --at 4500

static QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
    palette.setColor(QPalette::WindowText, Qt::white);
    return palette;
}

static void addBehaviors(ClusterView &view)
{
    QStringList everywhere;
    for (const NodeInfo &node : view.nodes)
        everywhere << node.name;
    const auto add = [&](const char *name, BehaviorSource source) -> BehaviorInfo & {
        view.behaviors.append({.name = QLatin1String(name), .source = source, .nodes = everywhere});
        return view.behaviors.last();
    };
    using Source = BehaviorSource;
    add("MirrorJump", Source::Builtin);
    add("RandomRebound", Source::Builtin);
    add("RandomReboundV2NonSticky", Source::Plugin).nodes = everywhere.mid(0, 1);
    add("Gravity", Source::Script).isNew = true;
    add("ThrowsUp", Source::Script).quarantined = true;
    BehaviorInfo &missing = add("NonExistentBehavior", Source::Missing);
    missing.problem = QStringLiteral("No node has it.");
    missing.nodes.clear();
}

static ClusterView preview(int count, bool longNames)
{
    ClusterView view = threeNodes();
    const char *names[] = {"alpha", "beta", "gamma", "delta", "epsilon",
                           "zeta",  "eta",  "theta", "iota",  "kappa"};
    view.nodes.clear();
    view.links.clear();
    view.colors.clear();
    for (quint64 i = 1; i <= quint64(count); ++i) {
        QString name = QLatin1String(names[(i - 1) % std::size(names)]);
        if (longNames)
            name += QStringLiteral("-of-a-rack.in-some-hall.example.org");
        view.nodes.append({.id = {i},
                           .name = name + QStringLiteral(":%1").arg(3999 + i),
                           .version = QStringLiteral("0.1.1"),
                           .url = QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(3999 + i)),
                           .viewers = int(i * i % 3),
                           .startedAt = monotonicNow() - std::chrono::seconds(60 * i * i)});
        view.colors.append({view.nodes.last().name, int(i - 1) % 8});
        for (quint64 j = 1; j < i; ++j)
            view.links.append({{j}, {i}, 0.2 + 0.1 * double(i) * double(j)});
    }
    view.lease.holder = {std::min<quint64>(2, quint64(count))};
    addBehaviors(view);
    return view;
}

/// What happens, one thing after another, as a real cluster would tell it.
class Story
{
public:
    Story(FakeNode &node, int count, bool longNames)
        : m_node(node)
        , m_all(preview(count, longNames))
    {
        m_now = m_all;
    }

    /// The first minute has been full of things already.
    void begin()
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const auto at = [&](int secondsAgo, Kind kind, quint64 node, quint64 term = 0, double seconds = 0,
                            const QString &fault = {}) -> EventView {
            return {.id = ++m_id,
                    .at = now - secondsAgo * 1000,
                    .node = nameOf(node),
                    .facts = {kind, {node}, term, seconds, fault}};
        };
        m_node.publish(m_all);
        m_node.replaceEvents(
            {at(58, Kind::Lease, 1, 2), at(50, Kind::Fault, 1, 0, 0, QStringLiteral("crash-engine")),
             at(50, Kind::EngineLost, 1), at(50, Kind::Restored, 1),
             at(41, Kind::Fault, 1, 0, 0, QStringLiteral("step-down")), at(41, Kind::Lease, 3, 3),
             at(33, Kind::Fault, 2, 0, 10, QStringLiteral("lossy-network")),
             at(20, Kind::Fault, 3, 0, 5, QStringLiteral("freeze-node")), at(19, Kind::Lease, 1, 4, 0.512),
             at(8, Kind::Fault, 1, 0, 0, QStringLiteral("kill-node")), at(8, Kind::Lease, 2, 5, 0.0031)});
    }

    /// Something has been done to many of them, and the last one has left.
    void harm()
    {
        const char *faults[] = {"isolate-node", "lossy-network", "freeze-node"};
        const quint64 count = quint64(m_now.nodes.size());
        for (quint64 i = 0; i < 3 && i + 2 < count; ++i)
            fault(i + 2, faults[i], 30);
        for (quint64 i = 3; i + 1 < count; ++i)
            m_now.nodes[qsizetype(i)].state = NodeInfo::State::Suspect;
        m_now.nodes.removeLast();
        m_now.chaos = {.on = true,
                       .summary = QStringLiteral("Survived 11 of 12"),
                       .news = QStringLiteral("Chaos: Isolating beta:4001 for 5 s"),
                       .misses = {QStringLiteral("Hanging the engine on alpha:4000: the ball stood still")}};
        m_node.publish(m_now);
    }

    void tell(int step)
    {
        switch (step % 8) {
        case 0:
            return fault(3, "isolate-node", 5);
        case 1:
            m_now.nodes[2].state = NodeInfo::State::Suspect;
            m_node.publish(m_now);
            return say(Kind::Silent, 3, QStringLiteral("%1 is silent"), EventView::Level::Warning);
        case 2: // the holder is killed
            fault(2, "kill-node", 0);
            m_now.nodes.removeAt(1);
            m_now.lease = {++m_term, {1}};
            m_node.publish(m_now);
            say(Kind::Left, 2, QStringLiteral("%1 is gone"), EventView::Level::Warning);
            return say(Kind::Lease, 1, QStringLiteral("%1 holds the lease"), EventView::Level::Info, m_term,
                       0.0042);
        case 3:
            fault(1, "crash-engine", 0);
            say(Kind::EngineLost, 1,
                QStringLiteral("The engine was killed by signal 11; the spare took over"),
                EventView::Level::Error);
            return say(Kind::Restored, 1, QStringLiteral("The ball flies on (MirrorJump)"));
        case 4:
            m_now.onTrial = true;
            m_now.behavior = QStringLiteral("Gravity");
            m_node.publish(m_now);
            return say(Kind::Behavior, 1, QStringLiteral("The behaviour is Gravity now, on %1"));
        case 5:
            m_now.onTrial = false;
            m_now.lastGood = m_now.behavior;
            return fault(1, "lossy-network", 4);
        case 6:
            m_now.nodes = m_all.nodes;
            m_node.publish(m_now);
            return say(Kind::Joined, 2, QStringLiteral("%1 joined"));
        default:
            m_now = m_all;
            m_now.lease = {++m_term, {2}};
            m_node.publish(m_now);
            return say(Kind::Lease, 2, QStringLiteral("%1 holds the lease"), EventView::Level::Info, m_term);
        }
    }

private:
    QString nameOf(quint64 id) const { return m_all.nodes.value(qsizetype(id - 1)).name; }

    void say(Kind kind, quint64 node, const QString &text, EventView::Level level = EventView::Level::Info,
             quint64 term = 0, double seconds = 0, const QString &fault = {})
    {
        m_node.tell({.id = ++m_id,
                     .at = QDateTime::currentMSecsSinceEpoch(),
                     .level = level,
                     .text = text.contains(QLatin1String("%1")) ? text.arg(nameOf(node)) : text,
                     .node = nameOf(node),
                     .facts = {kind, {node}, term, seconds, fault}});
    }
    void fault(quint64 node, const char *name, double seconds)
    {
        const QString title = QString::fromUtf8(infoOf(*faultFromName(QLatin1String(name))).title);
        say(Kind::Fault, node, title + QStringLiteral(" asked of %1"), EventView::Level::Warning, 0, seconds,
            QLatin1String(name));
    }

    FakeNode &m_node;
    ClusterView m_all;
    ClusterView m_now;
    quint64 m_id = 0;
    quint64 m_term = 5;
};

static void readOptions(QCommandLineParser &parser, const QCoreApplication &app)
{
    const auto option = [&](const char *name, const char *what, const char *value = nullptr) {
        parser.addOption({QLatin1String(name), QLatin1String(what), QLatin1String(value)});
    };
    parser.addHelpOption();
    option("dark", "as on a dark desktop");
    option("empty", "before anything is known");
    option("nodes", "how many, 1 to 30; a story needs 3", "n");
    option("long-names", "of nodes");
    option("harm", "much is done to them");
    option("story", "something happens every 1.5 seconds");
    option("size", "of the window", "WxH");
    option("open", "with it, \"keys\" or \"about\"", "sheet");
    option("frame-log", "CSV", "file");
    option("seconds", "then end", "n");
    option("shot", "a picture of the window, and then end", "file");
    option("at", "when that is taken, milliseconds", "ms");
    parser.process(app);
}

int main(int argc, char *argv[])
{
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    readOptions(parser, app);
    const auto value = [&](const char *name) { return parser.value(QLatin1String(name)); };
    const auto isSet = [&](const char *name) { return parser.isSet(QLatin1String(name)); };
    if (isSet("dark"))
        QGuiApplication::setPalette(darkPalette());

    FakeCluster cluster;
    Story story(*cluster.node(), isSet("nodes") ? std::clamp(value("nodes").toInt(), 1, 30) : 3,
                isSet("long-names"));
    DesktopWindow window(cluster.node(), {.pageUrl = QUrl(QStringLiteral("http://127.0.0.1:4000/")),
                                          .frameLog = value("frame-log")});
    if (!isSet("empty"))
        cluster.run([&](FakeNode &node) {
            story.begin();
            if (isSet("harm"))
                story.harm();
            node.fly(flyingFromNow());
        });
    if (const auto error = window.show())
        qFatal("%s", qUtf8Printable(*error));
    const QStringList size = value("size").split(QLatin1Char('x'));
    if (size.size() == 2)
        window.window()->resize(size[0].toInt(), size[1].toInt());
    if (auto *sheet = isSet("open") ? window.window()->findChild<QObject *>(value("open")) : nullptr)
        QMetaObject::invokeMethod(sheet, "open");
    QTimer next;
    next.callOnTimeout(&app,
                       [&, step = 0]() mutable { cluster.run([&](FakeNode &) { story.tell(step++); }); });
    if (isSet("story"))
        next.start(1500);
    if (const int seconds = value("seconds").toInt())
        QTimer::singleShot(seconds * 1000, &app, &QCoreApplication::quit);
    if (isSet("shot"))
        QTimer::singleShot(value("at").toInt(), &app, [&] {
            window.window()->grabWindow().save(value("shot"));
            QCoreApplication::quit();
        });
    return QGuiApplication::exec();
}
