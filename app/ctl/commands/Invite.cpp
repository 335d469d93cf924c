// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Invite.h"

#include "app/ctl/Http.h"
#include "app/ctl/commands/Orders.h"

#include <QRegularExpression>

#include <cstdio>

namespace everbounce::ctl {

std::optional<int> readDuration(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A([0-9]{1,6})([smhd]?)\\z"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2);
    const int length = unit == QLatin1String("m")   ? 60
                       : unit == QLatin1String("h") ? 3600
                       : unit == QLatin1String("d") ? 86'400
                                                    : 1;
    const qint64 seconds = match.captured(1).toLongLong() * length;
    constexpr qint64 most = 100 * 365 * 86'400LL;
    return seconds > 0 && seconds <= std::min<qint64>(most, std::numeric_limits<int>::max())
               ? std::optional(int(seconds))
               : std::nullopt;
}

int invite(const QUrl &node, int seconds, const QString &tokenFile, bool asJson)
{
    const auto token = tokenFor(node, tokenFile);
    if (const auto *failure = std::get_if<Failure>(&token))
        return report(*failure, asJson);
    const Fetched answer = order(node, QStringLiteral("api/v1/pairing/invitations"),
                                 {{QStringLiteral("seconds"), seconds}}, std::get<QByteArray>(token), "code");
    if (const auto *failure = std::get_if<Failure>(&answer))
        return report(*failure, asJson);
    const QByteArray document = std::get<QByteArray>(answer);
    const QJsonObject invitation = QJsonDocument::fromJson(document).object();
    const QString code = text(invitation, "code");
    if (asJson) {
        printJson(document);
        return int(Exit::Done);
    }
    const bool isForThisMachineOnly = invitation.value(QLatin1String("this_machine_only")).toBool();
    // On another machine a node has to be open to the network: it would not join otherwise.
    const auto line = isForThisMachineOnly ? QStringLiteral("everbounce --join %1\n")
                                           : QStringLiteral("everbounce --join %1 --listen lan\n");
    print(line.arg(code));
    // Beside the line, so that a script gets the line alone.
    if (isForThisMachineOnly)
        std::fputs("Only its own machine can reach this node, so the command works on this machine only. To "
                   "invite others, run everbouncectl share on, and invite again.\n",
                   stderr);
    return int(Exit::Done);
}

} // namespace everbounce::ctl
