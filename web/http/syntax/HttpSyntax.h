// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

/// The small grammar rules of RFC 9110, RFC 9112 and RFC 3986. Pure.
namespace everbounce::syntax {

/// Letters, digits and a few signs, as in a method or a field's name. Never empty.
bool isToken(QByteArrayView text);

/// Without the spaces and tabs around it.
QByteArrayView trimmed(QByteArrayView text);

/// A path that begins with a slash, and perhaps a query.
bool isOriginForm(QByteArrayView text);

/// Whether the path of a target names the same thing for everybody who reads it: without "." and "..", and
/// without escapes for separators, and for what needs none. A proxy in front that forbids some paths may not
/// decode them.
bool isPlainPath(QByteArrayView target);

/// A valid Host field: a name or an address, perhaps a port; or nothing at all.
bool isHost(QByteArrayView text);

/// Without a zone, such as "%eth0", which means something to the sender alone. Clients are not to send one
/// (RFC 6874), and some do.
QByteArray withoutZone(QByteArrayView host);

/// One digit or more, and nothing else.
bool isNumber(QByteArrayView text);

/// Extensions of a chunk, with the semicolon that they begin with; or nothing.
bool isChunkExtension(QByteArrayView text);

/// The list in a Transfer-Encoding field: names in lower case, with a semicolon behind one that has
/// parameters; nothing if it is malformed.
QByteArrayList transferCodings(QByteArrayView text);

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);

/// The members of a comma-separated list, in lower case.
QByteArrayList listOf(QByteArrayView text);

} // namespace everbounce::syntax
