// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Help.h"

#include "app/ctl/Guess.h"

namespace everbounce::ctl {

constexpr char description[] =
    "Asks a node of an Everbounce cluster, or commands it.\n\n"
    "Commands:\n"
    "  status               show the nodes and the ball\n"
    "  watch                follow what happens until Ctrl-C\n"
    "  fly                  show the scene, the cluster and the last minute in this terminal; q ends it\n"
    "  behaviors            show the behaviours\n"
    "  faults               show the faults\n"
    "  failover [TERM]      list the last changes of holder, or tell how one went\n"
    "  set-behavior NAME    select another behaviour [--try-again]\n"
    "  nudge                give the ball another direction\n"
    "  fault NAME           break something on purpose [--node N] [--seconds S]\n"
    "  chaos on|off         break something at random every few seconds\n"
    "  share on|off         open the node to its network, or close it again\n"
    "  invite               print the command by which another node joins [--for 10m]\n"
    "  pair [ADDRESS]       join two nodes by six digits: one invites, the other names its "
    "address\n"
    "  key list             show which keys the cluster has, by their ids\n"
    "  key rotate           give the cluster a new key [--without NODE removes that node]\n"
    "  token add [NAME]     give out a token for a time [--role viewer|operator] [--for 1d]\n"
    "  token list           show the tokens that are valid\n"
    "  token revoke NAME    revoke one\n"
    "  config               show the settings of a node and where each comes from\n"
    "  help                 show this\n\n"
    "Exit status: 0 done; 1 refused or failed; 2 bad usage; 3 no node answers.";

struct Option
{
    const char *name;
    const char *help;
    const char *value = "";
    const char *otherwise = "";
};

constexpr Option options[]{
    {"url", "Address of a node. Default: http://127.0.0.1:4000.", "URL", "http://127.0.0.1:4000"},
    {"ca",
     "Certificates (PEM) that vouch for a node's. Default: the system's, and for a node on this machine its "
     "own.",
     "FILE"},
    {"json", "Print one JSON document, also for errors; watch prints one message a line."},
    {"names", "status, behaviors, faults, failover: print names alone, one a line."},
    {"token-file",
     "A file with the operator's token, which a node requires from other machines and users. Default: "
     "$EVERBOUNCE_OPERATOR_TOKEN_FILE, else the run token of a node on this machine.",
     "FILE"},
    {"try-again", "set-behavior: select it even if it is in quarantine."},
    {"node", "fault: a node's name or id. Default: wherever the engine runs.", "N"},
    {"without", "key rotate: a node or member, by name or id, that is not to have the new key.", "NODE"},
    {"seconds", "fault: how long it lasts. watch: end after this time.", "S"},
    {"for",
     "invite, token add: how long it is valid, such as 90s, 10m, 2h or 30d. Default: 10m; for a token 1d.",
     "TIME"},
    {"role", "token add: operator, which commands, or viewer, which only watches. Default: operator.",
     "ROLE"},
    {"count", "watch: end after this number of messages.", "N"},
};

QString optionProblem(const QCommandLineParser &parser)
{
    if (parser.unknownOptionNames().isEmpty())
        return parser.errorText();
    const auto dashed = [](const QString &name) {
        return (name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name;
    };
    QStringList known;
    for (const Option &option : options)
        known << QLatin1String(option.name);
    known << QStringLiteral("help") << QStringLiteral("version");
    const QString wrong = parser.unknownOptionNames().constFirst();
    const QString meant = nearest(wrong, known);
    return QStringLiteral("There is no option %1.").arg(dashed(wrong)) +
           (meant.isEmpty() ? QString() : QStringLiteral(" Did you mean %1?").arg(dashed(meant)));
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QString::fromLatin1(description));
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("One of the above."));
    for (const Option &option : options)
        parser.addOption({QString::fromLatin1(option.name), QString::fromLatin1(option.help),
                          QString::fromLatin1(option.value), QString::fromLatin1(option.otherwise)});
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")});
    parser.addOption({{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Show the version.")});
}

QString helpOn(const QCommandLineParser &parser, const QString &command)
{
    QString lines;
    for (const QString &line : QString::fromLatin1(description).split(QLatin1Char('\n'))) {
        if (!command.isEmpty() && line.startsWith(QStringLiteral("  %1 ").arg(command)))
            lines += line + QLatin1Char('\n');
    }
    return lines.isEmpty() ? parser.helpText()
                           : lines + QStringLiteral("\nSee everbouncectl --help for the options.\n");
}

} // namespace everbounce::ctl
