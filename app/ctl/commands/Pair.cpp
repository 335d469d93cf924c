// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands/Pair.h"

#include "app/ctl/Http.h"
#include "app/ctl/commands/Orders.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QTimer>

#include <cstdio>
#include <iostream>
#include <string>

namespace everbounce::ctl {
namespace {

constexpr std::chrono::milliseconds pause{300};

/// One node, and the right to pair it.
struct Asked
{
    QUrl node;
    QByteArray token;
    bool asJson = false;

    std::optional<Failure> tell(const char *action, const QJsonObject &body = {}) const
    {
        const Fetched answer =
            order(node, QStringLiteral("api/v1/pairing/") + QLatin1String(action), body, token);
        const auto *failure = std::get_if<Failure>(&answer);
        return failure ? std::optional(*failure) : std::nullopt;
    }

    std::variant<QJsonObject, Failure> state() const
    {
        const Fetched answer = fetch(node, QStringLiteral("api/v1/pairing"), token, "stage");
        if (const auto *failure = std::get_if<Failure>(&answer))
            return *failure;
        return QJsonDocument::fromJson(std::get<QByteArray>(answer)).object();
    }
};

/// ADDRESS, or ADDRESS:PORT.
QJsonObject placeOf(const QString &text)
{
    const QString last = text.section(u':', -1);
    if (!QHostAddress(text).isNull() || last == text)
        return {{QStringLiteral("address"), text}};
    QString address = text.chopped(last.size() + 1);
    if (address.startsWith(u'['))
        address = address.mid(1).chopped(1);
    return {{QStringLiteral("address"), address}, {QStringLiteral("port"), last.toInt()}};
}

/// Prints at once, since somebody waits for it.
void say(const QString &text, bool asJson)
{
    if (asJson) {
        std::fputs(qUtf8Printable(text), stderr);
        return;
    }
    print(text);
    std::fflush(stdout);
}

bool saysYes(const QJsonObject &state, bool asJson)
{
    say(QStringLiteral("    %1\nDoes \"%2\" at %3 show the same digits? [y/N] ")
            .arg(text(state, "digits"), text(state, "other"), text(state, "address")),
        asJson);
    std::string line;
    std::getline(std::cin, line);
    return !line.empty() && (line.front() == 'y' || line.front() == 'Y');
}

void wait()
{
    QEventLoop loop;
    QTimer::singleShot(pause, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Until pairing has ended, well or not.
int follow(const Asked &asked)
{
    for (;; wait()) {
        const auto answer = asked.state();
        if (const auto *failure = std::get_if<Failure>(&answer))
            return report(*failure, asked.asJson);
        const QJsonObject state = std::get<QJsonObject>(answer);
        const QString stage = text(state, "stage");
        if (stage == QLatin1String("idle")) {
            const bool joined = state.value(QLatin1String("joined")).toBool();
            const Failure end{Exit::Refused, text(state, "news"), {}};
            if (!joined)
                return report(end, asked.asJson);
            if (asked.asJson)
                printJson(QJsonDocument(state).toJson(QJsonDocument::Compact));
            else
                print(end.sentence + QLatin1Char('\n'));
            return int(Exit::Done);
        }
        if (stage != QLatin1String("comparing"))
            continue;
        const QJsonObject yes{{QStringLiteral("digits"), text(state, "digits")},
                              {QStringLiteral("same"), saysYes(state, asked.asJson)}};
        if (const auto failure = asked.tell("answer", yes))
            return report(*failure, asked.asJson);
    }
}

} // namespace

int pair(const QUrl &node, const QString &address, const QString &tokenFile, bool asJson)
{
    const auto token = tokenFor(node, tokenFile);
    if (const auto *failure = std::get_if<Failure>(&token))
        return report(*failure, asJson);
    const Asked asked{node, std::get<QByteArray>(token), asJson};
    const auto failure = address.isEmpty() ? asked.tell("invite") : asked.tell("join", placeOf(address));
    if (failure)
        return report(*failure, asJson);
    if (!address.isEmpty())
        return follow(asked);
    const auto answer = asked.state();
    if (const auto *failed = std::get_if<Failure>(&answer))
        return report(*failed, asJson);
    say(QStringLiteral(
            "Waiting two minutes for another node: press Join there, or run there everbouncectl pair "
            "ADDRESS:%1 with an address of this machine.\n")
            .arg(std::get<QJsonObject>(answer).value(QLatin1String("port")).toInt()),
        asJson);
    return follow(asked);
}

} // namespace everbounce::ctl
