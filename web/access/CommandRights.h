// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/tokens/EndedSessions.h"
#include "web/access/tokens/Session.h"
#include "web/access/tokens/TokenBook.h"
#include "web/access/tokens/WrongTokens.h"
#include "web/http/Http.h"

#include <optional>
#include <variant>

namespace everbounce {

/// Whether the user of this node made the request, on its machine, with nobody in between.
bool comesFromOwnUser(const HttpRequest &request);

/// From where a request comes; null if that is not known.
QHostAddress addressOf(const HttpRequest &request);

/// Why a token is not enough.
struct TokenRefusal
{
    int status = 401;
    QString sentence;
    int wait = 0; ///< seconds, with the status 429
};

/// As an answer to a request; `bears`: it came with a token.
HttpResponse responseTo(const TokenRefusal &refusal, bool bears);

/// Who somebody is by what they show: a token, or the session or pass that they got for one.
struct Identity
{
    QString who; ///< for the audit: "user", "operator", "run token", "token NAME" or "nobody"
    Role role = Role::Viewer;
    bool isOwn = false; ///< the node's own user, or a token that was not given out: lets others in
    std::optional<Session> session{};
};

/// Who may command: the node's own user on its own machine, and people with an operator's token. Lives on the
/// web thread.
class CommandRights
{
public:
    /// The operator's token, and the run token for this machine; an empty one is none. `issued` are further
    /// ones. Without any only the node's own user may command.
    explicit CommandRights(const QByteArray &operatorToken = {}, const QByteArray &runToken = {},
                           const QString &issuedFile = {});

    /// Sessions are sealed with this from now on.
    void setSessionKey(const QByteArray &key) { m_seal = SessionSeal(key); }

    /// Nothing if the request may command, else the refusal. Counts wrong tokens.
    std::optional<HttpResponse> refusal(const HttpRequest &request);

    /// Nothing if the request may let others in, by tokens or into the cluster, else the refusal: a token
    /// that was given out for a time is not enough.
    std::optional<HttpResponse> refusalToLetIn(const HttpRequest &request);

    /// Nothing if the request shows no token or a right one, else the refusal. Counts wrong tokens, so nobody
    /// learns by it which one is right. A session that is over is as good as none.
    std::optional<HttpResponse> refusalToTell(const HttpRequest &request);

    /// Nothing if a sender there may command with this token, session or pass (null for none). Counts wrong
    /// tokens.
    std::optional<TokenRefusal> refusalOf(const QByteArray &token, const Origin &from);

    static Identity ownUser() { return {QStringLiteral("user"), Role::Operator, true}; }

    /// Who that is; nobody is a viewer. Counts nothing.
    Identity identify(const QByteArray &token);
    Identity identify(const HttpRequest &request);

    /// A new session or pass, sealed, for a token from there, or the refusal. A pass is given for a session
    /// or another pass, too. Counts wrong tokens.
    struct Granted
    {
        Session session;
        QByteArray text;
    };
    using Grant = std::variant<Granted, TokenRefusal>;
    Grant openSession(const QByteArray &token, const Origin &from);
    Grant pass(const QByteArray &token, const Origin &from);

    /// Ends the session at this node. Nothing, or why it goes on.
    std::optional<TokenRefusal> endSession(const Session &session);

    /// What a request shows: its Bearer token or, if it has none, a session among its cookies. Null for
    /// nothing.
    QByteArray tokenOf(const HttpRequest &request) const;

    /// In a Cookie header: the session of this cluster; null for none. A token is none: nobody counts who
    /// tries one there.
    QByteArray sessionIn(const QByteArray &cookies) const;
    QByteArray cookieName() const { return "everbounce-" + m_seal.tag(); }

    TokenBook &issued() { return m_issued; }

    /// Another operator's token, from now on. What the former one began is over.
    void setOperatorToken(const QByteArray &token);

    /// Whether somebody could enter a token here: the operator's, or one that was given out.
    bool takesTokens();

    quint64 wrongTokens() const { return m_wrong.count(); }

private:
    struct Known
    {
        Identity identity;
        QByteArray digest;
        QString name;
        qint64 until = 0;      ///< 0: as long as this node runs
        bool isRandom = false; ///< nobody chose it
    };

    static Known ownToken(const char *who, const QByteArray &digest, bool isRandom);
    static Known issuedToken(const IssuedToken &issued);
    std::optional<Known> known(const QByteArray &token);
    std::optional<Known> knownByPrint(const QByteArray &print);
    std::optional<Identity> identityOf(const Session &session);
    std::optional<TokenRefusal> refusalToTell(const QByteArray &token, const Origin &from);
    bool begin(const Session &session, const Origin &from, qint64 now);
    Granted seal(const Session &session) const { return {session, m_seal.seal(session)}; }
    Session sessionFor(const Known &known, Session session);
    QString reason() const;

    QByteArray m_operatorDigest; ///< of the token; empty if there is none
    QByteArray m_runDigest;
    TokenBook m_issued;
    SessionSeal m_seal;
    EndedSessions m_ended;
    WrongTokens m_wrong;
};

} // namespace everbounce
