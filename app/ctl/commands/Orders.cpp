// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Orders.h"

#include "app/ctl/Guess.h"
#include "app/ctl/Http.h"
#include "engine/base/files/OutsideFile.h"
#include "web/access/sender/RunTokenSearch.h"

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

const QString faultsPath = QStringLiteral("api/v1/faults");

QStringList namesIn(const QJsonArray &all, const char *member)
{
    QStringList names;
    for (const QJsonValue &each : all)
        names << text(each.toObject(), member);
    return names;
}

/// What a node lists in its cluster: "behaviors" or "nodes".
QStringList knownInCluster(const QUrl &node, const char *list)
{
    const auto read = document(node, "api/v1/cluster", "nodes");
    const auto *known = std::get_if<QJsonDocument>(&read);
    return known ? namesIn(known->object().value(QLatin1String(list)).toArray(), "name") : QStringList();
}

QJsonArray knownFaults(const QUrl &node)
{
    const auto read = document(node, "api/v1/faults", aList);
    const auto *known = std::get_if<QJsonDocument>(&read);
    return known ? known->array() : QJsonArray();
}

/// Whoever gives a length to a fault that has none expects something else of it.
bool lastsNoTime(const QUrl &node, const Order &wanted)
{
    if (wanted.path != faultsPath || !wanted.body.contains(QLatin1String("seconds")))
        return false;
    const QJsonArray faults = knownFaults(node);
    return std::any_of(faults.begin(), faults.end(), [&](const QJsonValue &fault) {
        return text(fault.toObject(), "fault") == wanted.named &&
               fault.toObject().value(QLatin1String("seconds")).isNull();
    });
}

/// A guess if what was named is not known there.
QString guessAt(const QString &word, const QStringList &known)
{
    return known.contains(word) ? QString() : didYouMean(word, known);
}

/// The failure in the words of the command line, with a guess at what was meant.
Failure withGuess(Failure failure, const QUrl &node, const Order &wanted)
{
    if (failure.exit != Exit::Refused || wanted.named.isEmpty())
        return failure;
    failure.sentence.replace(QLatin1String("\"try again\""),
                             QLatin1String("--try-again")); // as viewers have it
    const bool isFault = wanted.path == faultsPath;
    const QString guess = guessAt(wanted.named, isFault ? namesIn(knownFaults(node), "fault")
                                                        : knownInCluster(node, "behaviors"));
    failure.sentence += guess.isEmpty() && !wanted.node.isEmpty()
                            ? guessAt(wanted.node, knownInCluster(node, "nodes"))
                            : guess;
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

/// " Revision 7 on 3 nodes."; nothing for what has no part in the flight, such as a fault.
QString revisionOf(const Order &wanted, const QJsonObject &result)
{
    const QString revision = text(result, "revision");
    return !wanted.isOfTheFlight || revision.isEmpty()
               ? QString()
               : QStringLiteral(" Revision %1%2.").arg(revision, copiesOf(result));
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
    return {QStringLiteral("api/v1/behavior"),
            body,
            QStringLiteral("The ball now follows %1.").arg(name),
            name,
            {},
            true};
}

Order nudge()
{
    return {QStringLiteral("api/v1/nudge"), {}, QStringLiteral("The ball was nudged."), {}, {}, true};
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
               : QStringLiteral("Only its own machine can reach this node now."),
            {}};
}

Order fault(const QString &name, const QString &node, std::optional<double> seconds)
{
    QJsonObject body{{QStringLiteral("fault"), name}};
    if (!node.isEmpty())
        body.insert(QStringLiteral("node"), node);
    if (seconds)
        body.insert(QStringLiteral("seconds"), *seconds);
    return {faultsPath, body, QStringLiteral("%1 is under way.").arg(name), name, node};
}

int carryOut(const Order &wanted, const QUrl &node, const QString &tokenFile, bool asJson)
{
    if (lastsNoTime(node, wanted))
        return report(
            {Exit::BadUsage, QStringLiteral("%1 has no length: leave out --seconds.").arg(wanted.named), {}},
            asJson);
    const auto ask = [&](const QByteArray &token) -> Fetched {
        const Fetched answer = order(node, wanted.path, wanted.body, token);
        if (const auto *failure = std::get_if<Failure>(&answer))
            return withGuess(*failure, node, wanted);
        const auto result = QJsonDocument::fromJson(std::get<QByteArray>(answer)).object();
        return result.value(QLatin1String("ok")).toBool() ? answer : Fetched(noNode(node));
    };
    return askAndShow(node, tokenFile, asJson, ask, [&](const QJsonObject &result) {
        print(wanted.done + revisionOf(wanted, result) + QLatin1Char('\n'));
    });
}

} // namespace everbounce::ctl
