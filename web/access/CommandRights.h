// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/TokenBook.h"
#include "web/access/WrongTokens.h"
#include "web/http/Http.h"

#include <optional>

namespace everbounce {

/// Whether the user of this node made the request, on its machine, with nobody in between.
bool comesFromOwnUser(const HttpRequest &request);

/// From where a request comes; null if that is not known.
QHostAddress addressOf(const HttpRequest &request);

/// Who may command: the node's own user on its own machine, and whoever has a token. Lives on the web thread.
class CommandRights
{
public:
    /// The operator's token, and the run token for this machine; an empty one is none. `issued` are further
    /// ones. Without any only the node's own user may command.
    explicit CommandRights(const QByteArray &operatorToken = {}, const QByteArray &runToken = {},
                           const QString &issuedFile = {});

    /// Nothing if the request may command, else the refusal. Counts wrong tokens.
    std::optional<HttpResponse> refusal(const HttpRequest &request);

    /// The same, for letting others in, by tokens or into the cluster: a token that was given out for a time
    /// is not enough.
    std::optional<HttpResponse> refusalToLetIn(const HttpRequest &request);

    /// Nothing if whoever sends this token (null for none) from there may command. Counts wrong tokens.
    struct TokenRefusal
    {
        int status = 401;
        QString sentence;
        int wait = 0; ///< seconds, with the status 429
    };
    std::optional<TokenRefusal> refusalOf(const QByteArray &token, const QHostAddress &from);

    /// Who that is, for the audit: "operator", "run token", "token NAME" or "nobody"; of a request also
    /// "user". Counts nothing.
    QString nameOf(const QByteArray &token);
    QString nameOf(const HttpRequest &request);

    TokenBook &issued() { return m_issued; }
    quint64 wrongTokens() const { return m_wrong.count(); }

private:
    bool isOwn(const QByteArray &token) const;
    QString reason() const;

    QByteArray m_operatorDigest; ///< of the token; empty if there is none
    QByteArray m_runDigest;
    TokenBook m_issued;
    WrongTokens m_wrong;
};

} // namespace everbounce
