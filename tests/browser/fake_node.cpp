// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/AbsentPage.h"
#include "tests/fakes/FakeNode.h"
#include "web/Gateway.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <unistd.h>

// A fake node behind the real gateway, for tests of the page and for trying it out. Prints the line that a
// node prints when it is ready, then does what it reads on standard input, one command a line:
//
//     node ID NAME URL          another node appears; "absent" stands for an address at which nobody answers
//     gone ID                   it is gone
//     suspect ID | alive ID     it is silent, or heard again
//     holder ID                 it holds the lease under the next term; 0: nobody does
//     nudge DX DY               the ball takes another direction
//     stand                     it is flown no further, until the next nudge
//     event LEVEL TEXT…         info, warning or error
//     told ID AT LEVEL TEXT…    an event as another node numbered it
//     fact KIND MS ID TERM S F  an event for programs, so many milliseconds ago: about a node, with a term,
//                               seconds and a fault's name; KIND is one of EventFacts', "-" no fault
//     link A B MS               two nodes have a link of that round trip; none with 0
//     viewers ID N              so many viewers are at a node
//     behavior NAME SOURCE NEW  it is listed: builtin, plugin, script or missing; new as 1 or 0
//     problem NAME TEXT…        why it cannot be selected
//     quarantine NAME           it failed on trial
//     trial 1 | trial 0         the current behaviour is on trial, or no longer
//     refuse STATUS TEXT…       every command is refused from now on; with a status of 200 none is
//     answer 1 | answer 0       commands are answered, or only carried out
//
// It prints each command that it gets, "asked ID KIND …", and ends when standard input does.

namespace {

using namespace everbounce;

NodeId nodeId(const QString &text)
{
    return NodeId{text.toULongLong()};
}

EventView::Level level(const QString &text)
{
    if (text == QLatin1String("warning"))
        return EventView::Level::Warning;
    return text == QLatin1String("error") ? EventView::Level::Error : EventView::Level::Info;
}

/// The address that a word stands for.
QUrl pageUrl(const QString &word)
{
    static std::deque<AbsentPage> absent;
    return word == QLatin1String("absent") ? absent.emplace_back().url() : QUrl(word);
}

QString restOf(const QStringList &words, qsizetype from)
{
    return words.mid(from).join(QLatin1Char(' '));
}

bool isOn(const QString &text)
{
    return text == QLatin1String("1");
}

BehaviorSource source(const QString &text)
{
    if (text == QLatin1String("plugin"))
        return BehaviorSource::Plugin;
    if (text == QLatin1String("script"))
        return BehaviorSource::Script;
    return text == QLatin1String("missing") ? BehaviorSource::Missing : BehaviorSource::Builtin;
}

/// Shows the cluster as `change` leaves it.
template<typename Change>
void change(FakeNode &node, Change change)
{
    ClusterView cluster = node.cluster();
    change(cluster);
    node.publish(cluster);
}

template<typename Change>
void changeBehavior(FakeNode &node, const QString &name, Change apply)
{
    change(node, [&](ClusterView &cluster) {
        for (BehaviorInfo &behavior : cluster.behaviors) {
            if (behavior.name == name)
                apply(behavior);
        }
    });
}

void setViewers(FakeNode &node, const QStringList &words)
{
    change(node, [&](ClusterView &cluster) {
        for (NodeInfo &info : cluster.nodes) {
            if (info.id == nodeId(words.value(1)))
                info.viewers = words.value(2).toInt();
        }
    });
}

void tellFact(FakeNode &node, const QStringList &words)
{
    const NodeId about = nodeId(words.value(3));
    QString name;
    for (const NodeInfo &info : node.cluster().nodes) {
        if (info.id == about)
            name = info.name;
    }
    const QString fault = words.value(6) == QLatin1String("-") ? QString() : words.value(6);
    node.emitEvent({.kind = EventFacts::Kind(words.value(1).toInt()),
                    .node = about,
                    .term = words.value(4).toULongLong(),
                    .seconds = words.value(5).toDouble(),
                    .fault = fault},
                   words.value(2).toLongLong(), name);
}

void setLink(FakeNode &node, const QStringList &words)
{
    const NodeId a = nodeId(words.value(1));
    const NodeId b = nodeId(words.value(2));
    change(node, [&](ClusterView &cluster) {
        cluster.links.removeIf([&](const LinkInfo &link) { return link.a == a && link.b == b; });
        if (words.value(3).toDouble() > 0)
            cluster.links.append({a, b, words.value(3).toDouble()});
    });
}

void addBehavior(FakeNode &node, const QStringList &words)
{
    change(node, [&](ClusterView &cluster) {
        cluster.behaviors.append({.name = words.value(1),
                                  .source = source(words.value(2)),
                                  .isNew = isOn(words.value(3)),
                                  .nodes = {cluster.nodes.first().name}});
    });
}

using Words = const QStringList &;
const std::map<QString, std::function<void(FakeNode &, Words)>> verbs{
    {QStringLiteral("node"),
     [](FakeNode &node, Words w) { node.addNode(nodeId(w.value(1)), w.value(2), pageUrl(w.value(3))); }},
    {QStringLiteral("gone"), [](FakeNode &node, Words w) { node.removeNode(nodeId(w.value(1))); }},
    {QStringLiteral("suspect"),
     [](FakeNode &node, Words w) { node.setState(nodeId(w.value(1)), NodeInfo::State::Suspect); }},
    {QStringLiteral("alive"),
     [](FakeNode &node, Words w) { node.setState(nodeId(w.value(1)), NodeInfo::State::Alive); }},
    {QStringLiteral("holder"), [](FakeNode &node, Words w) { node.setHolder(nodeId(w.value(1))); }},
    {QStringLiteral("nudge"),
     [](FakeNode &node, Words w) { node.nudge(w.value(1).toDouble(), w.value(2).toDouble()); }},
    {QStringLiteral("stand"), [](FakeNode &node, Words) { node.stand(); }},
    {QStringLiteral("event"),
     [](FakeNode &node, Words w) { node.emitEvent(level(w.value(1)), restOf(w, 2)); }},
    {QStringLiteral("told"),
     [](FakeNode &node, Words w) {
         node.tell({w.value(1).toULongLong(), w.value(2).toLongLong(), level(w.value(3)), restOf(w, 4), {}});
     }},
    {QStringLiteral("fact"), tellFact},
    {QStringLiteral("link"), setLink},
    {QStringLiteral("viewers"), setViewers},
    {QStringLiteral("behavior"), addBehavior},
    {QStringLiteral("problem"),
     [](FakeNode &node, Words w) {
         changeBehavior(node, w.value(1), [&](BehaviorInfo &info) { info.problem = restOf(w, 2); });
     }},
    {QStringLiteral("quarantine"),
     [](FakeNode &node, Words w) {
         changeBehavior(node, w.value(1), [](BehaviorInfo &info) { info.quarantined = true; });
     }},
    {QStringLiteral("trial"),
     [](FakeNode &node, Words w) {
         change(node, [&](ClusterView &cluster) { cluster.onTrial = isOn(w.value(1)); });
     }},
    {QStringLiteral("struck"), // by chaos, with so many survived of so many
     [](FakeNode &node, Words w) {
         change(node, [&](ClusterView &cluster) {
             cluster.chaos.on = true;
             cluster.chaos.summary = QStringLiteral("Survived %1 of %2").arg(w.value(1), w.value(2));
             cluster.chaos.news = restOf(w, 3);
         });
     }},
    {QStringLiteral("missed"),
     [](FakeNode &node, Words w) {
         change(node, [&](ClusterView &cluster) { cluster.chaos.misses << restOf(w, 1); });
     }},
    {QStringLiteral("refuse"),
     [](FakeNode &node, Words w) {
         node.refuseWith(CommandResult::refused(w.value(1).toInt(), restOf(w, 2)));
     }},
    {QStringLiteral("answer"), [](FakeNode &node, Words w) { node.setAnswering(isOn(w.value(1))); }},
};

void carryOut(FakeNode &node, const QString &line)
{
    const QStringList words = line.split(QLatin1Char(' '));
    const auto verb = verbs.find(words.first());
    if (verb != verbs.end())
        verb->second(node, words);
    else
        std::fprintf(stderr, "fake_node: no such command: %s\n", qPrintable(line));
}

QString described(const Command &command)
{
    switch (command.kind) {
    case Command::Kind::Nudge:
        return QStringLiteral("nudge");
    case Command::Kind::SetBehavior:
        return QStringLiteral("behavior ") + command.behavior +
               (command.tryAgain ? QStringLiteral(" again") : QString());
    case Command::Kind::InjectFault:
        return QStringLiteral("fault %1 %2 %3")
            .arg(QLatin1String(infoOf(command.fault.fault).name), toString(command.fault.node))
            .arg(command.fault.duration.count());
    case Command::Kind::SetChaos:
        return command.on ? QStringLiteral("chaos on") : QStringLiteral("chaos off");
    }
    Q_UNREACHABLE();
}

/// Reads what is there, carries out its whole lines, and keeps the rest. False at the end of input.
bool readCommands(FakeNode &node, QByteArray &pending)
{
    char buffer[4096];
    const ssize_t count = read(STDIN_FILENO, buffer, sizeof buffer);
    if (count <= 0)
        return false;
    pending.append(buffer, count);
    for (qsizetype end; (end = pending.indexOf('\n')) >= 0; pending.remove(0, end + 1))
        carryOut(node, QString::fromUtf8(pending.first(end)));
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("id"), QString(), QStringLiteral("N"), QStringLiteral("1")},
                       {QStringLiteral("name"), QString(), QStringLiteral("NAME"), QStringLiteral("fake")},
                       {QStringLiteral("port"), QString(), QStringLiteral("PORT"), QStringLiteral("0")},
                       {QStringLiteral("epoch"), QString(), QStringLiteral("NS")},
                       {QStringLiteral("public-url"), QString(), QStringLiteral("URL")}});
    parser.process(app);

    QThread webThread;
    auto *gateway = new Gateway;
    gateway->moveToThread(&webThread);
    QObject::connect(&webThread, &QThread::finished, gateway, &QObject::deleteLater);
    webThread.start();
    ListenResult listening;
    GatewayAccess access;
    if (parser.isSet(QStringLiteral("public-url"))) {
        access.publicUrls = {QUrl(parser.value(QStringLiteral("public-url")))};
        access.operatorToken = "the operator's own"; // without one nobody commands there
        access.sessionKey = QByteArray(32, 'k');
    }
    const quint16 port = quint16(parser.value(QStringLiteral("port")).toUInt());
    QMetaObject::invokeMethod(
        gateway, [&] { return gateway->listen(QHostAddress::LocalHost, port, access); },
        Qt::BlockingQueuedConnection, &listening);
    if (!listening) {
        std::fprintf(stderr, "%s\n", qPrintable(listening.error));
        webThread.quit();
        webThread.wait();
        return 1;
    }

    FakeNode::Options options{.id = nodeId(parser.value(QStringLiteral("id"))),
                              .name = parser.value(QStringLiteral("name")),
                              .url = access.publicUrls.value(0, listening.url)};
    if (parser.isSet(QStringLiteral("epoch")))
        options.epoch = Nanoseconds(parser.value(QStringLiteral("epoch")).toLongLong());
    FakeNode node(options);
    gateway->attach(&node);
    QObject::connect(&node, &FakeNode::asked, &node, [](const QString &id, const Command &command) {
        std::printf("asked %s %s\n", qPrintable(id), qPrintable(described(command)));
        std::fflush(stdout);
    });
    node.start();

    QByteArray pending;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        if (!readCommands(node, pending))
            QCoreApplication::quit();
    });
    std::printf("ready name=%s node=%s http=%s pid=%lld\n", qPrintable(options.name),
                qPrintable(toString(options.id)), qPrintable(listening.url.toString()),
                QCoreApplication::applicationPid());
    std::fflush(stdout);
    const int status = QCoreApplication::exec();
    webThread.quit();
    webThread.wait();
    return status;
}
