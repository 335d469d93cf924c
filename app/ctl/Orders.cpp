// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Orders.h"

#include "app/ctl/Guess.h"
#include "app/ctl/Http.h"
#include "engine/base/OutsideFile.h"
#include "web/access/RunTokenSearch.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace everbounce::ctl {
namespace {

constexpr qint64 longestToken = 1024;

/// The token in a file, if a header can carry it; otherwise empty.
QByteArray readToken(const QString &path)
{
    const QByteArray token = OutsideFile(path).read(2 * longestToken).value_or(QByteArray()).trimmed();
    const bool visible = std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
    return visible && token.size() <= longestToken ? token : QByteArray();
}

/// What a node knows of the kind that an order names: behaviours or faults.
QStringList knownTo(const QUrl &node, const Order &wanted)
{
    const bool isFault = wanted.path == QLatin1String("api/v1/faults");
    const auto read = document(node, isFault ? "api/v1/faults" : "api/v1/cluster");
    const auto *known = std::get_if<QJsonDocument>(&read);
    if (!known)
        return {};
    const QJsonArray all =
        isFault ? known->array() : known->object().value(QLatin1String("behaviors")).toArray();
    QStringList names;
    for (const QJsonValue &each : all)
        names << text(each.toObject(), isFault ? "fault" : "name");
    return names;
}

/// The failure, with a guess if what was named is not known there.
Failure withGuess(Failure failure, const QUrl &node, const Order &wanted)
{
    if (failure.exit != Exit::Refused || wanted.named.isEmpty())
        return failure;
    const QStringList known = knownTo(node, wanted);
    if (!known.contains(wanted.named))
        failure.sentence += didYouMean(wanted.named, known);
    return failure;
}

/// " on 3 nodes"; nothing for what is not kept, such as a fault.
QString copiesOf(const QJsonObject &result)
{
    const int copies = result.value(QLatin1String("copies")).toInt();
    if (copies <= 0)
        return {};
    return copies == 1 ? QStringLiteral(" on this node's disk alone")
                       : QStringLiteral(" on %1 nodes").arg(copies);
}

/// " Revision 7 on 3 nodes."; nothing for what has no part in the flight.
QString revisionOf(const QJsonObject &result)
{
    const QString revision = text(result, "revision");
    return revision.isEmpty() ? QString() : QStringLiteral(" Revision %1%2.").arg(revision, copiesOf(result));
}

} // namespace

std::variant<QByteArray, Failure> tokenFor(const QUrl &node, const QString &tokenFile)
{
    if (!tokenFile.isEmpty()) {
        const QByteArray token = readToken(tokenFile);
        if (token.isEmpty())
            return Failure{Exit::Refused, QStringLiteral("No token can be read from %1.").arg(tokenFile), {}};
        return token;
    }
    const int usualPort = node.scheme() == QLatin1String("https") ? 443 : 80;
    return findRunToken(node.host(), quint16(node.port(usualPort)));
}

int askAndShow(const QUrl &node, const QString &tokenFile, bool asJson,
               const std::function<Fetched(const QByteArray &token)> &ask,
               const std::function<void(const QJsonObject &answer)> &show)
{
    const auto token = tokenFor(node, tokenFile);
    if (const auto *failure = std::get_if<Failure>(&token))
        return report(*failure, asJson);
    const Fetched answer = ask(std::get<QByteArray>(token));
    if (const auto *failure = std::get_if<Failure>(&answer))
        return report(*failure, asJson);
    const QByteArray document = std::get<QByteArray>(answer);
    if (asJson)
        printJson(document);
    else
        show(QJsonDocument::fromJson(document).object());
    return int(Exit::Done);
}

Order setBehavior(const QString &name, bool tryAgain)
{
    QJsonObject body{{QStringLiteral("name"), name}};
    if (tryAgain)
        body.insert(QStringLiteral("try_again"), true);
    return {QStringLiteral("api/v1/behavior"), body, QStringLiteral("The ball now follows %1.").arg(name),
            name};
}

Order nudge()
{
    return {QStringLiteral("api/v1/nudge"), {}, QStringLiteral("The ball was nudged.")};
}

Order chaos(bool on)
{
    return {QStringLiteral("api/v1/chaos"),
            {{QStringLiteral("on"), on}},
            on ? QStringLiteral("Chaos is on, for ten minutes at most.") : QStringLiteral("Chaos is off.")};
}

Order share(bool on)
{
    return {QStringLiteral("api/v1/sharing"),
            {{QLatin1String("on"), on}},
            on ? QStringLiteral("This node is open to its network now.")
               : QStringLiteral("Only its own machine reaches this node now."),
            {}};
}

Order fault(const QString &name, const QString &node, std::optional<double> seconds)
{
    QJsonObject body{{QStringLiteral("fault"), name}};
    if (!node.isEmpty())
        body.insert(QStringLiteral("node"), node);
    if (seconds)
        body.insert(QStringLiteral("seconds"), *seconds);
    return {QStringLiteral("api/v1/faults"), body, QStringLiteral("%1 is under way.").arg(name), name};
}

int carryOut(const Order &wanted, const QUrl &node, const QString &tokenFile, bool asJson)
{
    const auto ask = [&](const QByteArray &token) -> Fetched {
        const Fetched answer = order(node, wanted.path, wanted.body, token);
        if (const auto *failure = std::get_if<Failure>(&answer))
            return withGuess(*failure, node, wanted);
        const auto result = QJsonDocument::fromJson(std::get<QByteArray>(answer)).object();
        return result.value(QLatin1String("ok")).toBool() ? answer : Fetched(noNode(node));
    };
    return askAndShow(node, tokenFile, asJson, ask, [&](const QJsonObject &result) {
        print(wanted.done + revisionOf(result) + QLatin1Char('\n'));
    });
}

} // namespace everbounce::ctl
