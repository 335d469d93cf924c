// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/CommandRights.h"

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

} // namespace

bool comesFromOwnUser(const HttpRequest &request)
{
    return request.sender && request.sender->isOwnUser();
}

CommandRights::CommandRights(const QByteArray &operatorToken, const QByteArray &runToken)
    : m_operatorDigest(operatorToken.isEmpty() ? QByteArray() : digestOf(operatorToken))
    , m_runDigest(runToken.isEmpty() ? QByteArray() : digestOf(runToken))
{
}

// 401 for a wrong token too (RFC 6750, section 3.1): 403 is for a known client without the right.
std::optional<HttpResponse> CommandRights::refusal(const HttpRequest &request) const
{
    if (comesFromOwnUser(request))
        return std::nullopt;
    const bool bears = request.authorization.left(schemeLength).toLower() == scheme;
    if (bears && isToken(request.authorization.mid(schemeLength).trimmed()))
        return std::nullopt;
    const QByteArray error = bears ? ", error=\"invalid_token\"" : "";
    HttpResponse refusal =
        problem(401, bears ? QStringLiteral("This is not the operator's token.") : reason());
    refusal.headers.append(qMakePair(QByteArray("WWW-Authenticate"), "Bearer realm=\"everbounce\"" + error));
    return refusal;
}

bool CommandRights::isToken(const QByteArray &text) const
{
    const QByteArray given = digestOf(text);
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
