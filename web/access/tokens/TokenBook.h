// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/files/FilePrint.h"
#include "web/access/tokens/Role.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace everbounce {

/// A token that an operator gave out to another one. The token itself is kept nowhere.
struct IssuedToken
{
    QString id; ///< by which it is revoked
    QString name;
    qint64 until = 0;  ///< seconds since 1970
    QByteArray digest; ///< BLAKE2b of the token
    Role role = Role::Operator;
    bool isLink = false;   ///< opens one session and is no token for anything else
    qint64 opensUntil = 0; ///< of a link: seconds since 1970; 0: it was used

    bool operator==(const IssuedToken &) const = default;
};

/// The tokens that were given out, in a file that all nodes of a user share: what one of them adds, revokes
/// or redeems holds for all at once. Each call may read the file; one changes it at a time.
class TokenBook
{
public:
    static constexpr qsizetype most = 64;
    static constexpr qsizetype longestId = 8;

    /// Without a file there are no tokens.
    explicit TokenBook(const QString &file = {})
        : m_file(file)
    {
    }

    /// A new token, and its text, which is shown only this once.
    struct Added
    {
        IssuedToken token;
        QByteArray text;
        QString problem; ///< one sentence; then there is none
    };
    Added add(const QString &name, qint64 seconds, Role role = Role::Operator);

    /// Adds a link: within `opensFor` seconds it opens one session, which lasts for `seconds`. It takes the
    /// place of the one before it, of that name and role, if nobody has opened that.
    Added addLink(const QString &name, qint64 opensFor, qint64 seconds, Role role);

    /// The link whose text this is, if it may still open a session; from then on it may not. A problem is one
    /// sentence, and then it still may.
    std::optional<IssuedToken> redeem(const QByteArray &text, QString *problem);

    /// Its own, unlike that of every other machine and user. Empty if it cannot be kept.
    QByteArray id();

    /// False if there is none with that id. A problem is one sentence.
    bool revoke(const QString &id, QString *problem);

    /// The valid ones.
    QList<IssuedToken> list();

    /// The valid token with this text; links do not count. Takes equally long for every wrong text.
    std::optional<IssuedToken> find(const QByteArray &text);

private:
    /// Changes the valid ones; false if there is nothing to write.
    using Edit = std::function<bool(QList<IssuedToken> &)>;

    using Which = std::function<bool(const IssuedToken &)>;

    /// The new token takes the place of those.
    Added append(IssuedToken token, const Which &replaced);
    std::optional<IssuedToken> withText(const QByteArray &text);
    QList<IssuedToken> goodOnes() const;
    QString change(const Edit &edit);
    void refresh();
    void read();
    QString write(const QList<IssuedToken> &tokens);

    QString m_file;
    QByteArray m_id;
    FilePrint m_read; ///< of what was read last
    QList<IssuedToken> m_tokens;
};

} // namespace everbounce
