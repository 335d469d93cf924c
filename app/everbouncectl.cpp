// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Guess.h"
#include "app/ctl/Help.h"
#include "app/ctl/NodeTrust.h"
#include "app/ctl/commands/Config.h"
#include "app/ctl/commands/Failovers.h"
#include "app/ctl/commands/Invite.h"
#include "app/ctl/commands/Keys.h"
#include "app/ctl/commands/Orders.h"
#include "app/ctl/commands/Pair.h"
#include "app/ctl/commands/Status.h"
#include "app/ctl/commands/Tokens.h"
#include "app/ctl/commands/Watch.h"
#include "app/ctl/fly/Fly.h"
#include "app/process/OpenSslAtExit.h"
#include "app/process/TerminationSignals.h"
#include "engine/Version.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QNetworkProxy>

#include <functional>
#include <optional>

// Asks a node, or commands it, from the command line.

namespace {

using namespace everbounce;
using ctl::Exit;

/// The command line once it is read.
struct Arguments
{
    QCommandLineParser parser;
    QUrl node;

    bool has(const char *option) const { return parser.isSet(QLatin1String(option)); }
    QString value(const char *option) const { return parser.value(QLatin1String(option)); }
    QString word() const { return parser.positionalArguments().value(1); }
    QString secondWord() const { return parser.positionalArguments().value(2); }
    bool hasSecondWord() const { return parser.positionalArguments().size() > 2; }
    bool asJson() const { return has("json"); }
};

struct CommandInfo
{
    const char *name;
    const char *word;    ///< that follows it; null for none
    QStringList options; ///< of its own
    std::function<int(const Arguments &)> run;
    bool mayLackWord = false;
    bool hasSecondWord = false;
};

int usage(const QString &error, bool asJson)
{
    return ctl::report({Exit::BadUsage, error + QStringLiteral(" See everbouncectl --help."), {}}, asJson);
}

/// The address with the slash that paths are resolved against; nothing if it is invalid.
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

const QString secondsMistake = QStringLiteral("--seconds takes a number of seconds, more than 0.");

/// The value of --seconds; nothing if it is not given, a negative number if it is invalid.
std::optional<double> secondsOf(const Arguments &arguments)
{
    if (!arguments.has("seconds"))
        return std::nullopt;
    bool ok = false;
    const double seconds = arguments.value("seconds").toDouble(&ok);
    return ok && seconds >= 0 && seconds <= 1e6 ? seconds : -1;
}

int watch(const Arguments &arguments)
{
    bool countOk = true;
    ctl::Watch::Options options{.node = arguments.node, .asJson = arguments.asJson()};
    options.seconds = secondsOf(arguments).value_or(0);
    if (arguments.has("seconds") && options.seconds <= 0)
        return usage(secondsMistake, arguments.asJson());
    if (arguments.has("count"))
        options.count = arguments.value("count").toInt(&countOk);
    if (!countOk || options.count < (arguments.has("count") ? 1 : 0))
        return usage(QStringLiteral("--count takes a whole number, at least 1."), arguments.asJson());
    ctl::Watch following(options);
    const TerminationSignals interrupted;
    QObject::connect(&interrupted, &TerminationSignals::requested, &following, &ctl::Watch::stop);
    return following.run();
}

int fly(const Arguments &arguments)
{
    ctl::Fly viewer(arguments.node);
    const TerminationSignals interrupted;
    QObject::connect(&interrupted, &TerminationSignals::requested, &viewer, &ctl::Fly::stop);
    return viewer.run();
}

int show(const Arguments &arguments, int (*what)(const QUrl &, ctl::Style))
{
    if (arguments.has("names"))
        return what(arguments.node, ctl::Style::Names);
    return what(arguments.node, arguments.asJson() ? ctl::Style::Json : ctl::Style::People);
}

QString tokenFile(const Arguments &arguments)
{
    return arguments.has("token-file") ? arguments.value("token-file")
                                       : qEnvironmentVariable("EVERBOUNCE_OPERATOR_TOKEN_FILE");
}

int command(const Arguments &arguments, const ctl::Order &order)
{
    return ctl::carryOut(order, arguments.node, tokenFile(arguments), arguments.asJson());
}

int invite(const Arguments &arguments)
{
    const auto seconds =
        ctl::readDuration(arguments.has("for") ? arguments.value("for") : QStringLiteral("10m"));
    if (!seconds)
        return usage(QStringLiteral("--for takes a time such as 90s, 10m or 2h."), arguments.asJson());
    return ctl::invite(arguments.node, *seconds, tokenFile(arguments), arguments.asJson());
}

int tokens(const Arguments &arguments)
{
    const QString what = arguments.word(), name = arguments.secondWord();
    const QString file = tokenFile(arguments);
    const auto seconds =
        ctl::readDuration(arguments.has("for") ? arguments.value("for") : QStringLiteral("1d"));
    if (!seconds)
        return usage(QStringLiteral("--for takes a time such as 10m, 2h or 30d."), arguments.asJson());
    if (what == QLatin1String("list") && name.isEmpty())
        return ctl::listTokens(arguments.node, file, arguments.asJson());
    const QString role = arguments.has("role") ? arguments.value("role") : QStringLiteral("operator");
    if (role != QLatin1String("viewer") && role != QLatin1String("operator"))
        return usage(QStringLiteral("--role takes viewer or operator."), arguments.asJson());
    // An empty one is most likely a variable that is not set.
    if (what == QLatin1String("add") && (!name.isEmpty() || !arguments.hasSecondWord()))
        return ctl::addToken(arguments.node, name, role, *seconds, file, arguments.asJson());
    if (what == QLatin1String("revoke") && !name.isEmpty())
        return ctl::revokeToken(arguments.node, name, file, arguments.asJson());
    static const QStringList known{QStringLiteral("add"), QStringLiteral("list"), QStringLiteral("revoke")};
    return usage(QStringLiteral("token takes add [NAME], list, or revoke NAME.") +
                     (known.contains(what) ? QString() : ctl::didYouMean(what, known)),
                 arguments.asJson());
}

int keys(const Arguments &arguments)
{
    const bool lists = arguments.word() == QLatin1String("list");
    if (!lists && arguments.word() != QLatin1String("rotate"))
        return usage(
            QStringLiteral("key takes list or rotate.") +
                ctl::didYouMean(arguments.word(), {QStringLiteral("list"), QStringLiteral("rotate")}),
            arguments.asJson());
    if (!lists)
        return ctl::rotateKey(arguments.node, arguments.value("without"), tokenFile(arguments),
                              arguments.asJson());
    if (arguments.has("without"))
        return usage(QStringLiteral("key list takes no --without."), arguments.asJson());
    return ctl::listKeys(arguments.node, tokenFile(arguments), arguments.asJson());
}

int fault(const Arguments &arguments)
{
    const auto seconds = secondsOf(arguments);
    if (seconds && *seconds <= 0)
        return usage(secondsMistake, arguments.asJson());
    return command(arguments, ctl::fault(arguments.word(), arguments.value("node"), seconds));
}

/// A command that takes on or off.
int switched(const Arguments &arguments, const char *name, ctl::Order (*order)(bool on))
{
    const bool on = arguments.word() == QLatin1String("on");
    if (!on && arguments.word() != QLatin1String("off"))
        return usage(QStringLiteral("%1 takes on or off.").arg(QLatin1String(name)), arguments.asJson());
    return command(arguments, order(on));
}

int help(const Arguments &arguments);

const QList<CommandInfo> &allCommands()
{
    using A = const Arguments &;
    static const QString token = QStringLiteral("token-file");
    static const QStringList names{QStringLiteral("names")};
    static const QList<CommandInfo> all{
        {"status", nullptr, names, [](A a) { return show(a, ctl::status); }},
        {"watch", nullptr, {QStringLiteral("seconds"), QStringLiteral("count")}, watch},
        {"fly", nullptr, {}, fly},
        {"help", "a command, or nothing", {}, help, true},
        {"behaviors", nullptr, names, [](A a) { return show(a, ctl::behaviors); }},
        {"faults", nullptr, names, [](A a) { return show(a, ctl::faults); }},
        {"failover", "a term, or nothing", names,
         [](A a) {
             return a.word().isEmpty() ? show(a, ctl::failovers)
                                       : ctl::failover(a.node, a.word(), a.asJson());
         },
         true},
        {"set-behavior",
         "the name of a behaviour",
         {QStringLiteral("try-again"), token},
         [](A a) { return command(a, ctl::setBehavior(a.word(), a.has("try-again"))); }},
        {"nudge", nullptr, {token}, [](A a) { return command(a, ctl::nudge()); }},
        {"fault", "the name of a fault", {QStringLiteral("node"), QStringLiteral("seconds"), token}, fault},
        {"chaos", "on or off", {token}, [](A a) { return switched(a, "chaos", ctl::chaos); }},
        {"share", "on or off", {token}, [](A a) { return switched(a, "share", ctl::share); }},
        {"invite", nullptr, {QStringLiteral("for"), token}, invite},
        {"pair",
         "an address, or nothing",
         {token},
         [](A a) { return ctl::pair(a.node, a.word(), tokenFile(a), a.asJson()); },
         true},
        {"config", nullptr, {token}, [](A a) { return ctl::config(a.node, tokenFile(a), a.asJson()); }},
        {"key", "list or rotate", {QStringLiteral("without"), token}, keys},
        {"token",
         "add [NAME], list, or revoke NAME",
         {QStringLiteral("for"), QStringLiteral("role"), token},
         tokens,
         false,
         true},
    };
    return all;
}

/// The command of this name; else nothing, and one sentence in `problem`.
const CommandInfo *commandOf(const QString &name, QString &problem)
{
    QStringList known;
    for (const CommandInfo &info : allCommands()) {
        if (name == QLatin1String(info.name))
            return &info;
        known << QLatin1String(info.name);
    }
    problem = QStringLiteral("There is no command \"%1\".").arg(name) + ctl::didYouMean(name, known);
    return nullptr;
}

int help(const Arguments &arguments)
{
    QString problem;
    if (!arguments.word().isEmpty() && !commandOf(arguments.word(), problem))
        return usage(problem, arguments.asJson());
    ctl::print(ctl::helpOn(arguments.parser, arguments.word()));
    return int(Exit::Done);
}

/// One sentence if the command does not fit the rest of the line; else empty.
QString mistake(const CommandInfo &info, const Arguments &arguments)
{
    const QString name = QString::fromLatin1(info.name);
    const qsizetype words = arguments.parser.positionalArguments().size() - 1;
    const bool lacksWord = words == 0 && info.mayLackWord;
    const qsizetype mostWords = info.hasSecondWord ? 2 : 1;
    if (info.word && !lacksWord && (words < 1 || words > mostWords || arguments.word().isEmpty()))
        return QStringLiteral("%1 takes %2.").arg(name, QString::fromLatin1(info.word));
    if (!info.word && words > 0)
        return QStringLiteral("%1 takes no further arguments.").arg(name);
    for (const char *option :
         {"names", "token-file", "try-again", "node", "without", "seconds", "count", "for", "role"}) {
        if (arguments.has(option) && !info.options.contains(QLatin1String(option)))
            return QStringLiteral("%1 takes no --%2.").arg(name, QString::fromLatin1(option));
    }
    // Most likely a variable that is not set: a fault would break another node than was meant.
    for (const char *option : {"ca", "token-file", "node", "without", "seconds", "count", "for", "role"}) {
        if (arguments.has(option) && arguments.value(option).trimmed().isEmpty())
            return QStringLiteral("--%1 must not be empty.").arg(QString::fromLatin1(option));
    }
    return {};
}

int run(const CommandInfo &info, Arguments &arguments)
{
    if (const QString wrong = mistake(info, arguments); !wrong.isEmpty())
        return usage(wrong, arguments.asJson());
    const auto node = nodeAddress(arguments.value("url"));
    if (!node)
        return usage(QStringLiteral("--url takes an address such as http://127.0.0.1:4000."),
                     arguments.asJson());
    if (arguments.has("ca") && !ctl::trustOnly(arguments.value("ca")))
        return usage(QStringLiteral("--ca: %1 holds no certificate.").arg(arguments.value("ca")),
                     arguments.asJson());
    arguments.node = ctl::asServed(*node);
    return info.run(arguments);
}

int carryOutLine()
{
    Arguments arguments;
    ctl::describe(arguments.parser);
    if (!arguments.parser.parse(QCoreApplication::arguments()))
        return usage(ctl::optionProblem(arguments.parser),
                     QCoreApplication::arguments().contains(QLatin1String("--json")));
    if (arguments.has("help")) {
        ctl::print(ctl::helpOn(arguments.parser, arguments.parser.positionalArguments().value(0)));
        return int(Exit::Done);
    }
    if (arguments.has("version")) {
        ctl::print(QStringLiteral("everbouncectl " EVERBOUNCE_VERSION "\n"));
        return int(Exit::Done);
    }
    const QString name = arguments.parser.positionalArguments().value(0);
    QString problem = QStringLiteral("Give a command.");
    const CommandInfo *info = name.isEmpty() ? nullptr : commandOf(name, problem);
    return info ? run(*info, arguments) : usage(problem, arguments.asJson());
}

} // namespace

int main(int argc, char **argv)
{
    freeNoOpenSslAtExit();
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("everbouncectl"));
    // Nodes are on this machine or its network; a web proxy does not lead there.
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    return ctl::withAllPrinted(carryOutLine());
}
