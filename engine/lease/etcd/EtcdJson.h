// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/etcd/core/StoreMessages.h"

#include <QByteArray>
#include <QString>

#include <optional>

// Requests and answers as etcd's JSON gateway has them (API v3). Pure.

namespace everbounce::etcd {

/// A request to the gateway: a POST of this body to this path.
struct Post
{
    QString path;
    QByteArray body;
};

/// `prefix` is that of all keys.
Post encode(const Request &request, const QByteArray &prefix);
Post encodeWatch(std::uint64_t from, const QByteArray &prefix);
Post encodeLogin(const QString &user, const QString &password);

/// The answer to such a request, with its HTTP status.
Answer decode(const Request &request, int status, const QByteArray &body, const QByteArray &prefix);

/// The gateway's error, whatever was asked; nothing for an answer without one.
std::optional<Failure> failureOf(int status, const QByteArray &body);

/// The number of the etcd that gives this answer, or line of a watch; 0 where it does not say.
std::uint64_t clusterOf(const QByteArray &body);

/// The token is not, or no longer, valid: log in and ask again.
bool wantsLogin(int status, const QByteArray &body);
/// The token for all other requests; empty where the store asks for none. Nothing if it was refused.
std::optional<QByteArray> tokenOf(int status, const QByteArray &body);

/// A line of a watch.
struct WatchLine
{
    std::vector<Event> events;
    std::uint64_t cluster = 0; ///< see clusterOf()
    bool isOver = false;       ///< it was cancelled: by a compaction, for lack of rights, or by an error
};
WatchLine decodeWatchLine(const QByteArray &line, const QByteArray &prefix);

/// What a member says of itself; nothing if it says nothing sensible.
struct MemberStatus
{
    bool isLeader = false;
    bool hasLeader = false;
};
std::optional<MemberStatus> decodeStatus(int status, const QByteArray &body);

} // namespace everbounce::etcd
