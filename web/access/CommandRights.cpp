// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/CommandRights.h"

#include "engine/base/MonotonicClock.h"
#include "engine/cluster/pairing/PairingKeys.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <algorithm>

namespace everbounce {
namespace {

constexpr char scheme[] = "bearer ";
constexpr qsizetype schemeLength = sizeof scheme - 1;

/// A working day; and long enough to find a node that knows the token, or to ask for another pass.
constexpr qint64 sessionSeconds = 12 * 3600;
constexpr qint64 passSeconds = 600;

qint64 nowSeconds()
{
    return QDateTime::currentSecsSinceEpoch();
}

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

// 401 for a wrong token too (RFC 6750, section 3.1): 403 is for a known client without the right.
HttpResponse responseTo(const TokenRefusal &refusal, bool bears)
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

/// What a request shows: what it bears before a session in its cookies.
QByteArray CommandRights::tokenOf(const HttpRequest &request) const
{
    if (request.authorization.left(schemeLength).toLower() != scheme)
        return sessionIn(request.cookies);
    const QByteArray text = request.authorization.mid(schemeLength).trimmed();
    return text.isNull() ? QByteArray("") : text;
}

QByteArray CommandRights::sessionIn(const QByteArray &cookies) const
{
    if (!m_seal.isUsable())
        return {};
    const QByteArray name = cookieName() + '=';
    for (const QByteArray &cookie : cookies.split(';')) {
        if (cookie.trimmed().startsWith(name))
            return cookie.trimmed().sliced(name.size());
    }
    return {};
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
    if (identify(request).isOwn)
        return std::nullopt;
    return problem(403, QStringLiteral("A token that was given out lets nobody else in."));
}

std::optional<TokenRefusal> CommandRights::refusalOf(const QByteArray &token, const QHostAddress &from)
{
    if (const auto refused = refusalToTell(token, from))
        return refused;
    if (identify(token).role == Role::Operator)
        return std::nullopt;
    return TokenRefusal{403, QStringLiteral("View only: this token lets you watch, not command.")};
}

/// Nothing if it is known who that is.
std::optional<TokenRefusal> CommandRights::refusalToTell(const QByteArray &token, const QHostAddress &from)
{
    if (token.isNull())
        return TokenRefusal{401, reason()};
    if (SessionSeal::isSealed(token)) {
        const auto session = m_seal.read(token, nowSeconds());
        return session && identityOf(*session)
                   ? std::nullopt
                   : std::optional(
                         TokenRefusal{401, QStringLiteral("This session is over. Enter the token again.")});
    }
    const Nanoseconds now = monotonicNow();
    if (const auto wait = m_wrong.wait(from, now))
        return TokenRefusal{
            429, QStringLiteral("Too many wrong tokens came from there. Try again in %1 s.").arg(*wait),
            *wait};
    if (known(token))
        return std::nullopt;
    m_wrong.note(from, now);
    return TokenRefusal{401, QStringLiteral("This is not the operator's token.")};
}

/// One that was not given out.
CommandRights::Known CommandRights::ownToken(const char *who, const QByteArray &digest)
{
    return {{QLatin1String(who), Role::Operator, true}, digest, {}, 0};
}

CommandRights::Known CommandRights::issuedToken(const IssuedToken &issued)
{
    return {
        {QStringLiteral("token %1").arg(issued.name), issued.role}, issued.digest, issued.name, issued.until};
}

std::optional<CommandRights::Known> CommandRights::known(const QByteArray &token)
{
    const QByteArray given = digestOf(token);
    const bool isOperators = isDigest(given, m_operatorDigest);
    const bool isOfThisRun = isDigest(given, m_runDigest);
    const auto issued = m_issued.find(token);
    if (isOperators)
        return ownToken("operator", m_operatorDigest);
    if (isOfThisRun)
        return ownToken("run token", m_runDigest);
    return issued ? std::optional(issuedToken(*issued)) : std::nullopt;
}

std::optional<CommandRights::Known> CommandRights::knownByPrint(const QByteArray &print)
{
    const auto isIt = [&](const QByteArray &digest) {
        return !digest.isEmpty() && m_seal.printOf(digest) == print;
    };
    if (isIt(m_operatorDigest))
        return ownToken("operator", m_operatorDigest);
    if (isIt(m_runDigest))
        return ownToken("run token", m_runDigest);
    for (const IssuedToken &issued : m_issued.list()) {
        if (isIt(issued.digest))
            return issuedToken(issued);
    }
    return std::nullopt;
}

/// Whether it is good here. A node of another machine or user does not know the token that was shown, nor
/// whether it was revoked since; so there only a pass is good, which is short.
std::optional<Identity> CommandRights::identityOf(const Session &session)
{
    if (m_ended.hasEnded(session.number))
        return std::nullopt;
    std::optional<Identity> identity;
    if (const auto token = knownByPrint(session.token))
        identity = token->identity;
    else if (session.isPass && session.book != m_issued.id())
        identity = Identity{session.name.isEmpty() ? QStringLiteral("operator")
                                                   : QStringLiteral("token %1").arg(session.name),
                            session.role};
    if (identity)
        identity->session = session;
    return identity;
}

Identity CommandRights::identify(const QByteArray &token)
{
    const Identity nobody{QStringLiteral("nobody")};
    if (token.isNull())
        return nobody;
    if (SessionSeal::isSealed(token)) {
        const auto session = m_seal.read(token, nowSeconds());
        return session ? identityOf(*session).value_or(nobody) : nobody;
    }
    const auto found = known(token);
    return found ? found->identity : nobody;
}

Identity CommandRights::identify(const HttpRequest &request)
{
    return comesFromOwnUser(request) ? Identity{QStringLiteral("user"), Role::Operator, true}
                                     : identify(tokenOf(request));
}

/// It lasts no longer than the token.
CommandRights::Granted CommandRights::seal(Session session, const Known &known) const
{
    session.role = known.identity.role;
    session.token = m_seal.printOf(known.digest);
    session.name = known.name;
    if (known.until > 0)
        session.last = std::min(session.last, known.until);
    session.until = std::min(session.until, session.last);
    return {session, m_seal.seal(session)};
}

CommandRights::Grant CommandRights::openSession(const QByteArray &token, const QHostAddress &from)
{
    if (SessionSeal::isSealed(token))
        return TokenRefusal{403, QStringLiteral("A session is opened by a token.")};
    const qint64 now = nowSeconds();
    const auto full = TokenRefusal{503, QStringLiteral("This node can open no more sessions now.")};
    if (!m_seal.isUsable())
        return full;
    QString problem;
    const auto link = m_wrong.wait(from, monotonicNow()) ? std::nullopt : m_issued.redeem(token, &problem);
    if (!problem.isEmpty())
        return TokenRefusal{503, problem};
    if (const auto refused = link ? std::nullopt : refusalToTell(token, from))
        return *refused;
    const auto shown = link ? std::optional(issuedToken(*link)) : known(token);
    if (!shown || !m_ended.begin(now, now + sessionSeconds))
        return full;
    return seal({.number = randomBytes(Session::numberBytes),
                 .book = m_issued.id(),
                 .until = now + sessionSeconds,
                 .last = now + sessionSeconds},
                *shown);
}

CommandRights::Grant CommandRights::pass(const QByteArray &token, const QHostAddress &from)
{
    if (const auto refused = refusalToTell(token, from))
        return *refused;
    const qint64 now = nowSeconds();
    const auto session = m_seal.read(token, now);
    const auto shown = session ? knownByPrint(session->token) : known(token);
    if (!shown || !m_seal.isUsable())
        return TokenRefusal{403, QStringLiteral("This node does not know that token. Enter it again.")};
    return seal({.isPass = true,
                 .number = session ? session->number : randomBytes(Session::numberBytes),
                 .book = m_issued.id(),
                 .until = now + passSeconds,
                 .last = session ? session->last : now + sessionSeconds},
                *shown);
}

void CommandRights::endSession(const Session &session)
{
    m_ended.end(session.number, nowSeconds(), session.until);
}

QString CommandRights::reason() const
{
    return m_operatorDigest.isEmpty()
               ? QStringLiteral("This node has no operator token: it takes commands from its own user on its "
                                "own machine only.")
               : QStringLiteral("Commands from other machines and users need the operator's token.");
}

} // namespace everbounce
