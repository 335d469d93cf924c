// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/CommandRights.h"

#include "engine/base/MonotonicClock.h"

#include <QCryptographicHash>

namespace everbounce {
namespace {

constexpr char scheme[] = "bearer ";
constexpr qsizetype schemeLength = sizeof scheme - 1;

QByteArray digestOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

/// Whether it is this token, which is not empty. Takes equally long for every wrong one.
bool isDigest(const QByteArray &given, const QByteArray &wanted)
{
    int difference = wanted.isEmpty() ? 1 : 0;
    for (qsizetype i = 0; i < wanted.size(); ++i)
        difference |= given[i] ^ wanted[i];
    return difference == 0;
}

/// The token that a request bears; null for none.
QByteArray tokenOf(const HttpRequest &request)
{
    const bool bears = request.authorization.left(schemeLength).toLower() == scheme;
    const QByteArray text = request.authorization.mid(schemeLength).trimmed();
    return bears ? (text.isNull() ? QByteArray("") : text) : QByteArray();
}

// 401 for a wrong token too (RFC 6750, section 3.1): 403 is for a known client without the right.
HttpResponse responseTo(const CommandRights::TokenRefusal &refusal, bool bears)
{
    HttpResponse response = problem(refusal.status, refusal.sentence);
    if (refusal.status == 429)
        response.headers.append(qMakePair(QByteArray("Retry-After"), QByteArray::number(refusal.wait)));
    const QByteArray error = bears ? ", error=\"invalid_token\"" : "";
    if (refusal.status == 401)
        response.headers.append(
            qMakePair(QByteArray("WWW-Authenticate"), "Bearer realm=\"everbounce\"" + error));
    return response;
}

} // namespace

bool comesFromOwnUser(const HttpRequest &request)
{
    return request.sender && request.sender->isOwnUser();
}

QHostAddress addressOf(const HttpRequest &request)
{
    if (!request.from.isNull())
        return request.from;
    return request.sender ? request.sender->address() : QHostAddress();
}

CommandRights::CommandRights(const QByteArray &operatorToken, const QByteArray &runToken,
                             const QString &issuedFile)
    : m_operatorDigest(operatorToken.isEmpty() ? QByteArray() : digestOf(operatorToken))
    , m_runDigest(runToken.isEmpty() ? QByteArray() : digestOf(runToken))
    , m_issued(issuedFile)
{
}

std::optional<HttpResponse> CommandRights::refusal(const HttpRequest &request)
{
    if (comesFromOwnUser(request))
        return std::nullopt;
    const QByteArray token = tokenOf(request);
    const auto refusal = refusalOf(token, addressOf(request));
    return refusal ? std::optional(responseTo(*refusal, !token.isNull())) : std::nullopt;
}

std::optional<HttpResponse> CommandRights::refusalToLetIn(const HttpRequest &request)
{
    if (const auto refused = refusal(request))
        return refused;
    if (comesFromOwnUser(request) || isOwn(tokenOf(request)))
        return std::nullopt;
    return problem(403, QStringLiteral("A token that was given out lets nobody else in."));
}

std::optional<CommandRights::TokenRefusal> CommandRights::refusalOf(const QByteArray &token,
                                                                    const QHostAddress &from)
{
    if (token.isNull())
        return TokenRefusal{401, reason()};
    const Nanoseconds now = monotonicNow();
    if (const auto wait = m_wrong.wait(from, now))
        return TokenRefusal{
            429, QStringLiteral("Too many wrong tokens came from there. Try again in %1 s.").arg(*wait),
            *wait};
    if (isOwn(token) || m_issued.find(token))
        return std::nullopt;
    m_wrong.note(from, now);
    return TokenRefusal{401, QStringLiteral("This is not the operator's token.")};
}

QString CommandRights::nameOf(const QByteArray &token)
{
    if (token.isNull())
        return QStringLiteral("nobody");
    const QByteArray given = digestOf(token);
    if (isDigest(given, m_operatorDigest))
        return QStringLiteral("operator");
    if (isDigest(given, m_runDigest))
        return QStringLiteral("run token");
    const auto issued = m_issued.find(token);
    return issued ? QStringLiteral("token %1").arg(issued->name) : QStringLiteral("nobody");
}

QString CommandRights::nameOf(const HttpRequest &request)
{
    return comesFromOwnUser(request) ? QStringLiteral("user") : nameOf(tokenOf(request));
}

/// Not one that was given out.
bool CommandRights::isOwn(const QByteArray &token) const
{
    const QByteArray given = digestOf(token);
    const bool isOperators = isDigest(given, m_operatorDigest);
    const bool isOfThisRun = isDigest(given, m_runDigest);
    return isOperators || isOfThisRun;
}

QString CommandRights::reason() const
{
    return m_operatorDigest.isEmpty()
               ? QStringLiteral("This node has no operator token: it takes commands from its own user on its "
                                "own machine only.")
               : QStringLiteral("Commands from other machines and users need the operator's token.");
}

} // namespace everbounce
