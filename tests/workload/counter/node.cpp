// SPDX-License-Identifier: GPL-3.0-or-later
// The counter's node. Reads "add NUMBER [ID]" from its standard input, and prints the count and what becomes
// of each command. Ends cleanly at the end of its input; whatever else ends it, the count goes on elsewhere.
#include "Counter.h"

#include "engine/singleton/Member.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QUuid>

#include <cstdio>
#include <unistd.h>

using namespace everbounce;

namespace {

Member::Settings readSettings()
{
    QCommandLineParser parser;
    parser.addPositionalArgument("name", "Name of this node, and of the directory for its state.", "NAME");
    parser.addOptions(
        {{"listen", "loopback (as long as not told otherwise), lan or an address.", "SCOPE", "loopback"},
         {"port", "UDP port by which nodes find each other.", "PORT", "45460"},
         {"peer", "A node that broadcast does not reach.", "HOST[:PORT]"},
         {"key", "File with the key of the cluster; made where it is not there.", "FILE", defaultKeyFile()}});
    parser.addHelpOption();
    parser.process(*QCoreApplication::instance());
    const auto scope = ListenScope::fromText(parser.value("listen"));
    if (!scope || parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    Member::Settings settings;
    settings.cluster = "counter";
    settings.name = parser.positionalArguments().first();
    settings.stateDir = settings.name;
    settings.keyFile = parser.value("key");
    settings.engineProgram = QCoreApplication::applicationDirPath() + "/counter-engine";
    settings.network.scope = *scope;
    settings.network.discoveryPort = parser.value("port").toUShort();
    for (const QString &text : parser.values("peer")) {
        const auto peer = PeerSpec::fromText(text);
        if (!peer)
            parser.showHelp(2);
        settings.network.peers << *peer;
    }
    return settings;
}

void print(const QString &line)
{
    std::puts(qPrintable(line));
    std::fflush(stdout);
}

/// What the singleton says of itself.
void printNews(Singleton &singleton)
{
    QObject::connect(&singleton, &Singleton::leaseChanged, [&singleton](const Lease &lease) {
        if (singleton.isHolder())
            print(QString("holder in term %1").arg(lease.term));
    });
    QObject::connect(&singleton, &Singleton::recordChanged, [&singleton, shown = qint64(-1)]() mutable {
        const qint64 count = counter::countOf(*singleton.record());
        if (std::exchange(shown, count) != count)
            print(QString("count %1").arg(count));
    });
    QObject::connect(&singleton, &Singleton::concluded, [](const QString &id, const CommandResult &result) {
        print(result.ok ? QString("done %1").arg(id) : QString("refused %1: %2").arg(id, result.problem));
    });
}

void obey(const QString &line, Singleton &singleton)
{
    const QStringList words = line.simplified().split(' ');
    bool isNumber = false;
    const qint64 number = words.value(1).toLongLong(&isNumber);
    if (words.first() != "add" || words.size() > 3 || !isNumber || number < 0 || number > counter::maxCount)
        return print("What is understood is: add NUMBER [ID]");
    // Under an id of its own a command may be sent again, to any node: it counts once.
    singleton.accept(words.value(2, QUuid::createUuid().toString(QUuid::WithoutBraces)),
                     counter::add(number));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    counter::Counter counter;
    const Member::Settings settings = readSettings();
    Member member(settings, counter);
    print(QString("%1 is process %2").arg(settings.name).arg(QCoreApplication::applicationPid()));
    printNews(member.singleton());
    QObject::connect(&member, &Member::left, &application, &QCoreApplication::quit);

    QByteArray input;
    QSocketNotifier inputReady(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&inputReady, &QSocketNotifier::activated, [&] {
        QByteArray chunk(4096, Qt::Uninitialized);
        const ssize_t count = ::read(STDIN_FILENO, chunk.data(), std::size_t(chunk.size()));
        if (count <= 0) {
            inputReady.setEnabled(false);
            return member.leave();
        }
        input += chunk.first(count);
        for (qsizetype end; (end = input.indexOf('\n')) >= 0; input.remove(0, end + 1))
            obey(input.first(end), member.singleton());
    });

    if (const QString problem = member.start(); !problem.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(problem));
        return 1;
    }
    return QCoreApplication::exec();
}
