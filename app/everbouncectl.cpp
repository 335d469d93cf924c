// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Status.h"
#include "app/ctl/Watch.h"
#include "engine/Version.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <optional>

// Asks a node, from the command line. Exit status: 0 done, 1 not reachable or refused, 2 bad usage.

namespace {

using namespace everbounce;

constexpr int badUsage = 2;

int usage(const QString &error)
{
    std::fprintf(stderr, "%s See everbouncectl --help.\n", qPrintable(error));
    return badUsage;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral("Asks a node of an Everbounce cluster.\n\n"
                                                    "Commands:\n"
                                                    "  status   show the nodes and the ball\n"
                                                    "  watch    follow what happens until Ctrl-C"));
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("status or watch"));
    parser.addOptions(
        {{QStringLiteral("url"), QStringLiteral("Address of a node."), QStringLiteral("URL"),
          QStringLiteral("http://127.0.0.1:4000")},
         {QStringLiteral("json"), QStringLiteral("Print JSON.")},
         {QStringLiteral("seconds"), QStringLiteral("watch: end after this time."), QStringLiteral("S")},
         {QStringLiteral("count"), QStringLiteral("watch: end after this number of messages."),
          QStringLiteral("N")},
         {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")},
         {{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Show the version.")}});
}

/// The address with the slash that paths are resolved against; nothing where it is none.
std::optional<QUrl> nodeAddress(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!web || url.host().isEmpty())
        return std::nullopt;
    if (!url.path().endsWith(QLatin1Char('/')))
        url.setPath(url.path() + QLatin1Char('/'));
    return url;
}

int watch(const QCommandLineParser &parser, const QUrl &node)
{
    bool secondsOk = true;
    bool countOk = true;
    ctl::Watch::Options options{.node = node, .asJson = parser.isSet(QStringLiteral("json"))};
    if (parser.isSet(QStringLiteral("seconds")))
        options.seconds = parser.value(QStringLiteral("seconds")).toDouble(&secondsOk);
    if (parser.isSet(QStringLiteral("count")))
        options.count = parser.value(QStringLiteral("count")).toInt(&countOk);
    if (!secondsOk || options.seconds < 0 || options.seconds > 1e6)
        return usage(QStringLiteral("--seconds takes a number of seconds."));
    if (!countOk || options.count < 0)
        return usage(QStringLiteral("--count takes a whole number."));
    ctl::Watch following(options);
    following.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("everbouncectl"));
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return usage(parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return 0;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        std::printf("everbouncectl %s\n", EVERBOUNCE_VERSION);
        return 0;
    }
    const QStringList words = parser.positionalArguments();
    if (words.isEmpty())
        return usage(QStringLiteral("Give a command."));
    if (words.size() > 1 &&
        (words.first() == QLatin1String("status") || words.first() == QLatin1String("watch")))
        return usage(QStringLiteral("%1 takes no further words.").arg(words.first()));
    const auto node = nodeAddress(parser.value(QStringLiteral("url")));
    if (!node)
        return usage(QStringLiteral("--url takes an address such as http://127.0.0.1:4000."));
    if (words.first() == QLatin1String("status"))
        return ctl::status(*node, parser.isSet(QStringLiteral("json")));
    if (words.first() == QLatin1String("watch"))
        return watch(parser, *node);
    return usage(QStringLiteral("There is no command \"%1\".").arg(words.first()));
}
