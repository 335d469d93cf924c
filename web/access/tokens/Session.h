// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/tokens/Role.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace everbounce {

/// The key by which the nodes of a cluster seal sessions, from the one that they share and the cluster's
/// name.
QByteArray sessionKeyOf(const QByteArray &clusterKey, const QString &clusterName);

/// Somebody has shown a token, and need not show it again for a while. A session is for the nodes that know
/// this token; a pass is for a few minutes and for all nodes of the cluster, since a page moves on when its
/// node is gone.
struct Session
{
    static constexpr qsizetype numberBytes = 8;

    bool isPass = false;
    Role role = Role::Operator;
    QByteArray number; ///< its own, by which it can be ended
    QByteArray token;  ///< a print of the token; see SessionSeal::printOf()
    QByteArray book;   ///< the id of the TokenBook of the node that was shown the token
    QString name;      ///< of the token, for people
    qint64 until = 0;  ///< seconds since 1970
    qint64 last = 0;   ///< the same: until then there may be further passes for it

    bool operator==(const Session &) const = default;
};

/// Makes a text of a session that nobody can change, and reads it again. All nodes of a cluster have the same
/// key for this, and so nothing needs to be kept or sent between them. Pure.
class SessionSeal
{
public:
    static constexpr qsizetype mostBytes = 512; ///< of a text

    /// Without a key nothing is sealed, and nothing read.
    explicit SessionSeal(const QByteArray &key = {})
        : m_key(key)
    {
    }

    bool isUsable() const { return !m_key.isEmpty(); }

    /// Whether a text claims to be one.
    static bool isSealed(const QByteArray &text) { return text.startsWith(prefix); }

    QByteArray seal(const Session &session) const;

    /// Nothing if it was not sealed with this key, or is over.
    std::optional<Session> read(const QByteArray &text, qint64 now) const;

    /// By which a node knows its own token again, and nobody else learns anything.
    QByteArray printOf(const QByteArray &tokenDigest) const;

    /// A few letters that differ from cluster to cluster: one browser may know several on one host.
    QByteArray tag() const;

private:
    static constexpr char prefix[] = "ebs1.";

    QByteArray m_key;
};

} // namespace everbounce
