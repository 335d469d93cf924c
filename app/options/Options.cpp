// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/Options.h"

#include "app/options/OptionReader.h"
#include "engine/Version.h"
#include "engine/cluster/discovery/PeerSpec.h"
#include "engine/cluster/link/keys/KeyFile.h"
#include "engine/cluster/pairing/line/JoinCode.h"
#include "engine/node/view/SettingRules.h"
#include "engine/singleton/Coordinations.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QHostAddress>

namespace everbounce {
namespace {

using std::chrono::milliseconds;

struct OptionText
{
    const char *name;
    const char *value;
    const char *help;
};

constexpr OptionText commonOptions[] = {
    {"name", "NAME", "Shown name. Default: this host's name and the port."},
    {"http-port", "PORT", "Port of page and API. Default: 4000, or the next free one up to 4015."},
    {"listen", "SCOPE",
     "Who may reach this node: loopback, lan, or one of this machine's addresses. Default: loopback."},
    {"share", "on|off",
     "Whether this node starts open to its network, as the switch on its page sets it; people can change "
     "that later. No effect with --listen. Default: what they chose last."},
    {"discovery-port", "PORT", "UDP port on which nodes find each other. Default: 45454."},
    {"cluster", "NAME", "Only nodes with the same cluster name see each other. Default: default."},
    {"cluster-key-file", "FILE", "The key that the nodes of a cluster share; created at the first start."},
    {"join", "CODE",
     "Join the cluster that gave out this code (everbouncectl invite). It works once; the node keeps the "
     "cluster's name and key."},
    {"peer", "HOST[:PORT]", "Look for nodes there too, where broadcast does not reach. Repeatable."},
    {"peer-dns", "NAME",
     "Look for nodes at every address of this DNS name, looked up every 5 s. Repeatable."},
    {"state-dir", "DIR", "Where the snapshot of the ball is kept."},
    {"behavior-dir", "DIR", "A watched directory with plugins (.so) and scripts (.js). Repeatable."},
    {"operator-token-file", "FILE",
     "A file of mode 0600 with the token that commands from other machines and users need, 16 to 1024 "
     "visible characters."},
    {"faults", "on|off", "Whether faults may be injected at this node. Default: on."},
    {"tls-certificate", "FILE",
     "Certificates (PEM) for HTTPS, this node's own first: page, API and live feed are encrypted. Renewed "
     "files are taken without a restart."},
    {"tls-key", "FILE", "The key (PEM) of that certificate; others must not be able to read it."},
    {"trusted-proxy", "ADDRESS[/BITS]",
     "A proxy whose X-Forwarded-For and Forwarded this node trusts. Repeatable."},
    {"public-url", "URL",
     "The address at which a load balancer shows the cluster; pages may come from there. Commands then need "
     "a token, even from this machine. Repeatable."},
    {"allow-embedding", "ORIGIN",
     "A site whose pages may show this node's page in a frame, such as https://grafana.example. Repeatable."},
};

constexpr OptionText flightOptions[] = {
    {"tick", "MS", "Length of one step of the ball, 5 to 1000. Default: 30."},
    {"lease", "MS", "How long a silent holder keeps the lease, %1"},
    {"horizon", "MS", "How far ahead the flight is computed, 500 to 60000. Default: %1."},
    {"log-level", "LEVEL", "debug, info, warning or error. Default: info."},
};

/// What each kind of coordination has to say, in one text.
QString ofAllKinds(const char *CoordinationKind::*help, const char *separator)
{
    QStringList helps;
    for (const CoordinationKind *kind : coordinationKinds())
        helps << QString::fromLatin1(kind->*help);
    return helps.join(QLatin1String(separator));
}

void addOption(QCommandLineParser &parser, const char *name, const char *value, const QString &help)
{
    parser.addOption({QString::fromLatin1(name), help, QString::fromLatin1(value)});
}

void addCoordination(QCommandLineParser &parser)
{
    addOption(parser, "coordination", "WHERE",
              QStringLiteral("Where the lease is: %1 Default: peers.")
                  .arg(ofAllKinds(&CoordinationKind::help, ", or ")));
    for (const CoordinationKind *kind : coordinationKinds()) {
        for (const CoordinationOption &option : kind->options)
            addOption(parser, option.name, option.value, QString::fromLatin1(option.help));
    }
}

QString helpOf(const OptionText &option)
{
    const QString help = QString::fromLatin1(option.help);
    if (QLatin1String(option.name) == QLatin1String("lease"))
        return help.arg(ofAllKinds(&CoordinationKind::leaseHelp, " "));
    if (QLatin1String(option.name) == QLatin1String("horizon"))
        return help.arg(ofAllKinds(&CoordinationKind::horizonHelp, "; "));
    return help;
}

void addOptions(QCommandLineParser &parser, bool desktop)
{
    for (const OptionText &option : commonOptions)
        addOption(parser, option.name, option.value, helpOf(option));
    addCoordination(parser);
    for (const OptionText &option : flightOptions)
        addOption(parser, option.name, option.value, helpOf(option));
    if (!desktop)
        parser.addOption(
            {QStringLiteral("lifeline"),
             QStringLiteral("End when standard input closes, unless the line \"stay\" came first.")});
    if (desktop)
        parser.addOption({QStringLiteral("frame-log"),
                          QStringLiteral("Write a CSV line for each presented frame."),
                          QStringLiteral("FILE")});
    if (desktop)
        parser.addOption({QStringLiteral("kiosk"),
                          QStringLiteral("For a wall: full screen, the scene and one line, no controls, and "
                                         "the screen stays on. Ctrl+Q ends it.")});
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")});
    parser.addOption({{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Show the version.")});
}

void checkListen(const QString &listen, OptionReader &reader)
{
    if (!ListenScope::fromText(listen))
        reader.fail(QStringLiteral("--listen takes loopback, lan or an address, not '%1'.").arg(listen));
}

void checkPeers(const QStringList &peers, OptionReader &reader)
{
    for (const QString &peer : peers) {
        if (!PeerSpec::fromText(peer))
            reader.fail(QStringLiteral("--peer takes HOST or HOST:PORT, not '%1'.").arg(peer));
    }
}

/// Everybody reaches it by the same address, and nothing but a path comes behind that.
bool isSite(const QUrl &url)
{
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    const QHostAddress address(url.host());
    const bool isAnywhere =
        address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6);
    return web && !url.host().isEmpty() && !isAnywhere && !url.host().contains(u'%') && url.port() != 0 &&
           url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

QList<QUrl> readSites(const QString &option, OptionReader &reader)
{
    QList<QUrl> urls;
    for (const QString &text : reader.values(option)) {
        const QUrl url(text, QUrl::StrictMode);
        if (!isSite(url))
            reader.fail(QStringLiteral("--%1 takes an address such as https://ball.example, not '%2'.")
                            .arg(option, text));
        urls << url;
    }
    return urls;
}

void checkLogLevel(const QString &level, OptionReader &reader)
{
    static const QStringList levels{QStringLiteral("debug"), QStringLiteral("info"),
                                    QStringLiteral("warning"), QStringLiteral("error")};
    if (!levels.contains(level))
        reader.fail(QStringLiteral("--log-level takes debug, info, warning or error, not '%1'.").arg(level));
}

void checkName(const QString &option, const QString &name, OptionReader &reader)
{
    const NameFault fault = faultOfName(name);
    if (fault == NameFault::TooLong)
        reader.fail(QStringLiteral("--%1 takes at most %2 characters.").arg(option).arg(longestNodeName));
    if (fault == NameFault::ControlCharacter)
        reader.fail(QStringLiteral("--%1 takes no control characters.").arg(option));
}

void checkJoin(const Options &options, OptionReader &reader)
{
    if (options.join.isEmpty())
        return;
    if (!JoinCode::fromText(options.join))
        reader.fail(QStringLiteral("--join takes a whole code such as eb1-…, as everbouncectl invite prints "
                                   "it; this one is damaged or cut off."));
    if (options.clusterGiven)
        reader.fail(
            QStringLiteral("--join brings the name of the cluster along: give no --cluster with it."));
}

void checkHorizon(const Options &options, OptionReader &reader)
{
    const int beyond = coordinationKind(options.coordination.kind).times.leastBeyond;
    if (options.horizon < options.lease + milliseconds(beyond)) {
        const QString least = beyond > 0 ? QStringLiteral("must be at least %1 ms longer than").arg(beyond)
                                         : QStringLiteral("must not be shorter than");
        reader.fail(QStringLiteral("--horizon (%1 ms) %2 --lease (%3 ms): the flight that is known would end "
                                   "before a silent holder is replaced.")
                        .arg(options.horizon.count())
                        .arg(least)
                        .arg(options.lease.count()));
    }
    if (options.horizon < 2 * options.tick)
        reader.fail(QStringLiteral("--horizon (%1 ms) must be at least two steps of --tick (%2 ms).")
                        .arg(options.horizon.count())
                        .arg(options.tick.count()));
}

CoordinationSetup readCoordination(OptionReader &reader)
{
    const QString where = reader.text(QStringLiteral("coordination"), QStringLiteral("peers"));
    CoordinationTexts texts;
    for (const CoordinationKind *kind : coordinationKinds()) {
        for (const CoordinationOption &option : kind->options) {
            const QString name = QString::fromLatin1(option.name);
            texts.insert(name, reader.text(name, QString::fromLatin1(option.otherwise)));
        }
    }
    CoordinationSetup setup;
    const QString problem = everbounce::readCoordination(coordinationKinds(), where, texts, setup);
    if (!problem.isEmpty())
        reader.fail(problem);
    return setup;
}

void readTimes(Options &options, OptionReader &reader)
{
    const CoordinationTimes &times = coordinationKind(options.coordination.kind).times;
    options.tick = milliseconds(reader.number(QStringLiteral("tick"), 5, 1000, 30));
    const int lease = reader.number(QStringLiteral("lease"), times.shortest, times.longest, times.usual);
    if (lease % times.step != 0)
        reader.fail(
            QStringLiteral("--lease takes %1, not %2.").arg(QLatin1String(times.stepHelp)).arg(lease));
    options.lease = milliseconds(lease);
    options.horizon =
        milliseconds(reader.number(QStringLiteral("horizon"), 500, 60'000, times.horizon(lease)));
}

AccessOptions readAccess(OptionReader &reader)
{
    AccessOptions options;
    const QString problem = readTls(
        {reader.text(QStringLiteral("tls-certificate"), {}), reader.text(QStringLiteral("tls-key"), {})},
        options);
    if (!problem.isEmpty())
        reader.fail(problem);
    const QString proxyProblem = readTrustedProxies(reader.values(QStringLiteral("trusted-proxy")), options);
    if (!proxyProblem.isEmpty())
        reader.fail(proxyProblem);
    return options;
}

bool readFaults(OptionReader &reader)
{
    const QString faults = reader.text(QStringLiteral("faults"), QStringLiteral("on"));
    if (faults != QLatin1String("on") && faults != QLatin1String("off"))
        reader.fail(QStringLiteral("--faults takes on or off, not '%1'.").arg(faults));
    return faults == QLatin1String("on");
}

std::optional<bool> readShare(OptionReader &reader)
{
    const QString share = reader.text(QStringLiteral("share"), {});
    if (!share.isEmpty() && share != QLatin1String("on") && share != QLatin1String("off"))
        reader.fail(QStringLiteral("--share takes on or off, not '%1'.").arg(share));
    return share.isEmpty() ? std::nullopt : std::optional(share == QLatin1String("on"));
}

void checkHosts(const QStringList &names, OptionReader &reader)
{
    for (const QString &name : names) {
        QUrl url;
        url.setHost(name, QUrl::StrictMode);
        if (url.host().isEmpty())
            reader.fail(QStringLiteral("--peer-dns takes the name of a host, not '%1'.").arg(name));
    }
}

Options collect(OptionReader &reader)
{
    Options options;
    options.name = reader.text(QStringLiteral("name"), {});
    if (const auto port = reader.number(QStringLiteral("http-port"), 0, 65535))
        options.httpPort = quint16(*port);
    options.listen = reader.text(QStringLiteral("listen"), QStringLiteral("loopback"));
    options.listenGiven = reader.isGiven(QStringLiteral("listen"));
    options.share = readShare(reader);
    options.discoveryPort =
        quint16(reader.number(QStringLiteral("discovery-port"), 1, 65535, options.discoveryPort));
    options.cluster = reader.text(QStringLiteral("cluster"), QStringLiteral("default"));
    options.clusterGiven = reader.isGiven(QStringLiteral("cluster"));
    options.join = JoinCode::codeIn(reader.secret(QStringLiteral("join")));
    options.clusterKeyFile = reader.text(QStringLiteral("cluster-key-file"), defaultKeyFile());
    options.peers = reader.values(QStringLiteral("peer"));
    options.peerDns = reader.values(QStringLiteral("peer-dns"));
    options.stateDir = reader.text(QStringLiteral("state-dir"), {});
    options.behaviorDirs = reader.values(QStringLiteral("behavior-dir"));
    options.faults = readFaults(reader);
    options.operatorTokenFile = reader.text(QStringLiteral("operator-token-file"), {});
    options.access = readAccess(reader);
    options.publicUrls = readSites(QStringLiteral("public-url"), reader);
    options.embedders = readSites(QStringLiteral("allow-embedding"), reader);
    options.coordination = readCoordination(reader);
    readTimes(options, reader);
    options.logLevel = reader.text(QStringLiteral("log-level"), QStringLiteral("info"));
    checkHorizon(options, reader);
    checkListen(options.listen, reader);
    checkPeers(options.peers, reader);
    checkHosts(options.peerDns, reader);
    checkJoin(options, reader);
    checkLogLevel(options.logLevel, reader);
    checkName(QStringLiteral("name"), options.name, reader);
    checkName(QStringLiteral("cluster"), options.cluster, reader);
    return options;
}

/// Qt takes the program's name from its application object, which a desktop node does not have yet.
QString helpOf(const QCommandLineParser &parser, const QString &program)
{
    return parser.helpText().replace(QLatin1String("<executable_name>"), program);
}

OptionsResult badUsage(const QString &sentence)
{
    return {{}, sentence + QLatin1String(" See --help."), 2};
}

} // namespace

OptionsResult readOptions(const QStringList &arguments, bool desktop)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        desktop ? QStringLiteral("A node of an Everbounce cluster, with a window.")
                : QStringLiteral("A node of an Everbounce cluster, without a window."));
    addOptions(parser, desktop);
    if (!parser.parse(arguments))
        return badUsage(parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        return {{}, helpOf(parser, arguments.value(0)), 0};
    if (parser.isSet(QStringLiteral("version")))
        return {{}, QFileInfo(arguments.value(0)).fileName() + QLatin1String(" " EVERBOUNCE_VERSION "\n"), 0};
    if (!parser.positionalArguments().isEmpty())
        return badUsage(
            QStringLiteral("Unexpected argument '%1'.").arg(parser.positionalArguments().first()));
    OptionReader reader(parser);
    Options options = collect(reader);
    if (desktop)
        options.frameLog = reader.text(QStringLiteral("frame-log"), {});
    options.kiosk = desktop && reader.flag(QStringLiteral("kiosk"));
    options.lifeline = !desktop && reader.flag(QStringLiteral("lifeline"));
    if (!reader.problem().isEmpty())
        return badUsage(reader.problem());
    options.settings = reader.settings();
    options.isDesktop = desktop;
    return {options, {}, 0};
}

} // namespace everbounce
