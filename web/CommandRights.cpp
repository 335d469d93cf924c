// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/CommandRights.h"

#include <QCryptographicHash>

namespace everbounce {
namespace {

constexpr char scheme[] = "bearer ";
constexpr qsizetype schemeLength = sizeof scheme - 1;

QByteArray digestOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

} // namespace

// A connection to an address of the machine's own has that very address at both ends.
bool comesFromThisMachine(const HttpRequest &request)
{
    return !request.forwarded &&
           (request.peer.isLoopback() || (!request.peer.isNull() && request.peer == request.local));
}

CommandRights::CommandRights(const QByteArray &token)
    : m_digest(token.isEmpty() ? QByteArray() : digestOf(token))
{
}

// 401 for a wrong token too (RFC 6750, section 3.1): 403 is for who is known and may not.
std::optional<HttpResponse> CommandRights::refusal(const HttpRequest &request) const
{
    if (comesFromThisMachine(request))
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
    if (m_digest.isEmpty())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < given.size(); ++i)
        difference |= given[i] ^ m_digest[i];
    return difference == 0;
}

QString CommandRights::reason() const
{
    return m_digest.isEmpty()
               ? QStringLiteral(
                     "This node has no operator token: it takes commands from its own machine only.")
               : QStringLiteral("Commands from other machines need the operator's token.");
}

} // namespace everbounce
