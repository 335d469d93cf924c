// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/FakeNode.h"
#include "web/Gateway.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <cstdio>
#include <unistd.h>

// A fake node behind the real gateway, for tests of the page and for trying it out. Prints the line that a
// node prints when it is ready, then does what it reads on standard input, one command a line:
//
//     node ID NAME URL          another node appears
//     gone ID                   it is gone
//     suspect ID | alive ID     it is silent, or heard again
//     holder ID                 it holds the lease under the next term; 0: nobody does
//     nudge DX DY               the ball takes another direction
//     event LEVEL TEXT…         info, warning or error
//
// It ends when standard input does.

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

void carryOut(FakeNode &node, const QString &line)
{
    const QStringList words = line.split(QLatin1Char(' '));
    const QString verb = words.first();
    if (verb == QLatin1String("node"))
        node.addNode(nodeId(words.value(1)), words.value(2), QUrl(words.value(3)));
    else if (verb == QLatin1String("gone"))
        node.removeNode(nodeId(words.value(1)));
    else if (verb == QLatin1String("suspect"))
        node.setState(nodeId(words.value(1)), NodeInfo::State::Suspect);
    else if (verb == QLatin1String("alive"))
        node.setState(nodeId(words.value(1)), NodeInfo::State::Alive);
    else if (verb == QLatin1String("holder"))
        node.setHolder(nodeId(words.value(1)));
    else if (verb == QLatin1String("nudge"))
        node.nudge(words.value(1).toDouble(), words.value(2).toDouble());
    else if (verb == QLatin1String("event"))
        node.emitEvent(level(words.value(1)), words.mid(2).join(QLatin1Char(' ')));
    else
        std::fprintf(stderr, "fake_node: no such command: %s\n", qPrintable(line));
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
                       {QStringLiteral("epoch"), QString(), QStringLiteral("NS")}});
    parser.process(app);

    QThread webThread;
    auto *gateway = new Gateway;
    gateway->moveToThread(&webThread);
    QObject::connect(&webThread, &QThread::finished, gateway, &QObject::deleteLater);
    webThread.start();
    ListenResult listening;
    const quint16 port = quint16(parser.value(QStringLiteral("port")).toUInt());
    QMetaObject::invokeMethod(
        gateway, [&] { return gateway->listen(QHostAddress::LocalHost, port); }, Qt::BlockingQueuedConnection,
        &listening);
    if (!listening) {
        std::fprintf(stderr, "%s\n", qPrintable(listening.error));
        webThread.quit();
        webThread.wait();
        return 1;
    }

    FakeNode::Options options{.id = nodeId(parser.value(QStringLiteral("id"))),
                              .name = parser.value(QStringLiteral("name")),
                              .url = listening.url};
    if (parser.isSet(QStringLiteral("epoch")))
        options.epoch = Nanoseconds(parser.value(QStringLiteral("epoch")).toLongLong());
    FakeNode node(options);
    gateway->attach(&node);
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
