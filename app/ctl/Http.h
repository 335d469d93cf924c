// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/Output.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <variant>

namespace everbounce::ctl {

/// A document of a node's API, or why there is none.
using Fetched = std::variant<QByteArray, Failure>;

/// A member that each such answer of a node has. The answer to a question without one is a list. Anything
/// else comes from something that is no node.
using Sign = const char *;
inline constexpr Sign aList = nullptr;

/// Asks for a path below the node's address and waits for the answer, five seconds at most. `token` may be
/// empty.
Fetched fetch(const QUrl &node, const QString &path, const QByteArray &token, Sign sign);

/// Fetches a JSON document that anybody may read.
std::variant<QJsonDocument, Failure> document(const QUrl &node, const QByteArray &path, Sign sign);

/// Has a command carried out and waits for the result, eight seconds at most: the node itself gives up
/// earlier. `token` may be empty.
Fetched order(const QUrl &node, const QString &path, const QJsonObject &body, const QByteArray &token,
              Sign sign = "ok");

/// Has something taken away; like order().
Fetched remove(const QUrl &node, const QString &path, const QByteArray &token);

/// "Cannot reach a node at …": for every failed request.
Failure unreachable(const QUrl &node, const QString &reason);

/// For a certificate that nobody vouches for.
Failure untrusted(const QUrl &node, const QString &reason);

/// For an answer that is not a node's.
Failure noNode(const QUrl &node);

} // namespace everbounce::ctl
