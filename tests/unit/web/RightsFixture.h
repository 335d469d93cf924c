// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/web/WebFixture.h"
#include "web/access/tokens/TokenBook.h"
#include "web/access/tokens/WrongTokens.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

namespace everbounce {

/// For tests of tokens: a gateway with an operator's one, its own user, and strangers.
class RightsFixture : public QObject
{
protected:
    const QTemporaryDir m_home;

    QString tokenFile() const { return m_home.filePath(QStringLiteral("config/tokens.json")); }
    GatewayAccess access() const { return {.operatorToken = "the operator's own", .tokenFile = tokenFile()}; }

    /// A request of the node's own user; one that was passed on for somebody else comes from a stranger.
    static WireAnswer asked(const ServedNode &served, const QByteArray &method, const QByteArray &path,
                            const QByteArray &body = {}, const QByteArray &more = {})
    {
        WireClient client(served.port());
        client.send(method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n" + more +
                    "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return client.next();
    }
    static QByteArray stranger(const QByteArray &token = {})
    {
        return "X-Forwarded-For: 192.0.2.9\r\n" +
               (token.isEmpty() ? QByteArray() : "Authorization: Bearer " + token + "\r\n");
    }
    static QJsonArray list(const WireAnswer &answer) { return QJsonDocument::fromJson(answer.body).array(); }
    void removeTokens() const { QFile::remove(tokenFile()); }

    GatewayAccess withSessions() const
    {
        GatewayAccess all = access();
        all.sessionKey = QByteArray(32, 'k');
        return all;
    }
    static QByteArray token(const ServedNode &served, const QByteArray &name, const QByteArray &role)
    {
        const WireAnswer added =
            asked(served, "POST", "/api/v1/tokens",
                  "{\"name\":\"" + name + "\",\"role\":\"" + role + "\",\"seconds\":3600}");
        return added.json()[QStringLiteral("token")].toString().toLatin1();
    }
    /// What a browser sends along from then on.
    static QByteArray cookieOf(const WireAnswer &opened)
    {
        const QByteArray cookie = opened.header("Set-Cookie");
        return "X-Forwarded-For: 192.0.2.9\r\nCookie: other=1; " + cookie.first(cookie.indexOf(';')) + "\r\n";
    }
    static WireAnswer opened(const ServedNode &served, const QByteArray &token)
    {
        return asked(served, "POST", "/api/v1/session", "{\"token\":\"" + token + "\"}", stranger());
    }
};

} // namespace everbounce
