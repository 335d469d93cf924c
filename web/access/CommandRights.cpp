// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/CommandRights.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/secrets/Secrets.h"

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
    : m_runDigest(runToken.isEmpty() ? QByteArray() : digestOf(runToken))
    , m_issued(issuedFile)
{
    setOperatorToken(operatorToken);
}

void CommandRights::setOperatorToken(const QByteArray &token)
{
    m_operatorDigest = token.isEmpty() ? QByteArray() : digestOf(token);
}

bool CommandRights::takesTokens()
{
    return !m_operatorDigest.isEmpty() || !m_issued.list().isEmpty();
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
        const QByteArray value =
            cookie.trimmed().startsWith(name) ? cookie.trimmed().sliced(name.size()) : QByteArray();
        if (SessionSeal::isSealed(value))
            return value;
    }
    return {};
}

std::optional<HttpResponse> CommandRights::refusal(const HttpRequest &request)
{
    if (comesFromOwnUser(request))
        return std::nullopt;
    const QByteArray token = tokenOf(request);
    const auto refusal = refusalOf(token, request.countsFor);
    return refusal ? std::optional(responseTo(*refusal, !token.isNull())) : std::nullopt;
}

std::optional<HttpResponse> CommandRights::refusalToLetIn(const HttpRequest &request)
{
    if (const auto refused = refusal(request))
        return refused;
    if (identify(request).isOwn)
        return std::nullopt;
    return problem(
        403, QStringLiteral("A token that was given out does not allow this: it cannot let others in."));
}

std::optional<HttpResponse> CommandRights::refusalToTell(const HttpRequest &request)
{
    const QByteArray token = tokenOf(request);
    if (comesFromOwnUser(request) || token.isNull() || SessionSeal::isSealed(token))
        return std::nullopt;
    const auto refusal = refusalToTell(token, request.countsFor);
    return refusal ? std::optional(responseTo(*refusal, true)) : std::nullopt;
}

std::optional<TokenRefusal> CommandRights::refusalOf(const QByteArray &token, const Origin &from)
{
    if (const auto refused = refusalToTell(token, from))
        return refused;
    if (identify(token).role == Role::Operator)
        return std::nullopt;
    return TokenRefusal{403, QStringLiteral("View only: this token lets you watch, not command.")};
}

/// Nothing if it is known who that is. After too many wrong tokens even the operator's own has to wait, since
/// people choose it. The others are 256 random bits that nobody finds by guessing, so a right one is accepted
/// at once: else a guesser would keep out everybody who shares an address with them.
std::optional<TokenRefusal> CommandRights::refusalToTell(const QByteArray &token, const Origin &from)
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
    const auto shown = known(token);
    if (shown && shown->isRandom)
        return std::nullopt;
    if (const auto wait = m_wrong.wait(from, now))
        return TokenRefusal{
            429, QStringLiteral("Too many wrong tokens came from there. Try again in %1 s.").arg(*wait),
            *wait};
    if (shown)
        return std::nullopt;
    m_wrong.note(from, now);
    return TokenRefusal{401, QStringLiteral("This is not the operator's token.")};
}

/// One that was not given out.
CommandRights::Known CommandRights::ownToken(const char *who, const QByteArray &digest, bool isRandom)
{
    return {{QLatin1String(who), Role::Operator, true}, digest, {}, 0, isRandom};
}

CommandRights::Known CommandRights::issuedToken(const IssuedToken &issued)
{
    return {{QStringLiteral("token %1").arg(issued.name), issued.role},
            issued.digest,
            issued.name,
            issued.until,
            true};
}

std::optional<CommandRights::Known> CommandRights::known(const QByteArray &token)
{
    const QByteArray given = digestOf(token);
    const bool isOperators = isDigest(given, m_operatorDigest);
    const bool isOfThisRun = isDigest(given, m_runDigest);
    const auto issued = m_issued.find(token);
    if (isOperators)
        return ownToken("operator", m_operatorDigest, false);
    if (isOfThisRun)
        return ownToken("run token", m_runDigest, true);
    return issued ? std::optional(issuedToken(*issued)) : std::nullopt;
}

std::optional<CommandRights::Known> CommandRights::knownByPrint(const QByteArray &print)
{
    const auto isIt = [&](const QByteArray &digest) {
        return !digest.isEmpty() && m_seal.printOf(digest) == print;
    };
    if (isIt(m_operatorDigest))
        return ownToken("operator", m_operatorDigest, false);
    if (isIt(m_runDigest))
        return ownToken("run token", m_runDigest, true);
    for (const IssuedToken &issued : m_issued.list()) {
        if (isIt(issued.digest))
            return issuedToken(issued);
    }
    return std::nullopt;
}

/// Who that is, if the session is valid here. A node of another machine or user does not know the session's
/// token, nor whether it has been revoked since; so it accepts only a pass, which is short.
std::optional<Identity> CommandRights::identityOf(const Session &session)
{
    if (m_ended.hasEnded(session))
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
    return comesFromOwnUser(request) ? ownUser() : identify(tokenOf(request));
}

/// It lasts no longer than the token.
Session CommandRights::sessionFor(const Known &known, Session session)
{
    session.role = known.identity.role;
    session.token = m_seal.printOf(known.digest);
    session.name = known.name;
    session.book = m_issued.id();
    if (known.until > 0)
        session.last = std::min(session.last, known.until);
    session.until = std::min(session.until, session.last);
    return session;
}

/// Whether there is room. What a revoked token began takes none.
bool CommandRights::begin(const Session &session, const Origin &from, qint64 now)
{
    m_ended.forgetBegun([this](const QByteArray &print) { return knownByPrint(print).has_value(); });
    return m_ended.begin(session, from, now);
}

CommandRights::Grant CommandRights::openSession(const QByteArray &token, const Origin &from)
{
    if (SessionSeal::isSealed(token))
        return TokenRefusal{403, QStringLiteral("A session is opened by a token.")};
    if (!m_seal.isUsable())
        return TokenRefusal{503, QStringLiteral("This node can open no sessions now.")};
    QString problem;
    const auto link = m_issued.redeem(token, &problem);
    if (!problem.isEmpty())
        return TokenRefusal{503, problem};
    if (const auto refused = link ? std::nullopt : refusalToTell(token, from))
        return *refused;
    const auto shown = link ? std::optional(issuedToken(*link)) : known(token);
    if (!shown)
        return TokenRefusal{401, reason()}; // revoked just now
    const qint64 now = nowSeconds();
    const Session session = sessionFor(*shown, {.number = randomBytes(Session::numberBytes),
                                                .until = now + sessionSeconds,
                                                .last = now + sessionSeconds});
    if (!begin(session, from, now)) // never for a link, which has room of its own like every token
        return TokenRefusal{
            503, QStringLiteral("This token has too many sessions open. End one, or use another.")};
    return seal(session);
}

CommandRights::Grant CommandRights::pass(const QByteArray &token, const Origin &from)
{
    if (const auto refused = refusalToTell(token, from))
        return *refused;
    const qint64 now = nowSeconds();
    const auto session = m_seal.read(token, now);
    const auto shown = session ? knownByPrint(session->token) : known(token);
    if (!shown || !m_seal.isUsable())
        return TokenRefusal{403, QStringLiteral("This node does not know that token. Enter it again.")};
    return seal(sessionFor(*shown, {.isPass = true,
                                    .number = session ? session->number : randomBytes(Session::numberBytes),
                                    .until = now + passSeconds,
                                    .last = session ? session->last : now + sessionSeconds}));
}

std::optional<TokenRefusal> CommandRights::endSession(const Session &session)
{
    if (m_ended.end(session, nowSeconds()))
        return std::nullopt;
    return TokenRefusal{503,
                        QStringLiteral("Too many sessions of this token were ended, and this one goes on. "
                                       "Revoke the token to end them all.")};
}

QString CommandRights::reason() const
{
    return m_operatorDigest.isEmpty()
               ? QStringLiteral("This node has no operator token: it takes commands from its own user on its "
                                "own machine only.")
               : QStringLiteral("Commands from other machines and users need the operator's token.");
}

} // namespace everbounce
